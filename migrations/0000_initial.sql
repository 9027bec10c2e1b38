CREATE TABLE `admins` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`email` text NOT NULL,
	`name` text DEFAULT '' NOT NULL,
	`role` text NOT NULL,
	`is_active` integer DEFAULT true NOT NULL,
	`epoch` integer DEFAULT 0 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	CONSTRAINT "admins_role" CHECK("admins"."role" in ('super_admin', 'admin'))
);

CREATE UNIQUE INDEX `admins_email_unique` ON `admins` (`email`);
CREATE INDEX `admins_role_active` ON `admins` (`role`,`is_active`);
CREATE TABLE `api_keys` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`admin_id` integer NOT NULL,
	`name` text NOT NULL,
	`hash` text NOT NULL,
	`hint` text NOT NULL,
	`allowed_models` text,
	`allowed_capabilities` text,
	`allowed_cidrs` text,
	`expires_at` text,
	`revoked_at` text,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`admin_id`) REFERENCES `admins`(`id`) ON UPDATE no action ON DELETE cascade
);

CREATE UNIQUE INDEX `api_keys_hash_unique` ON `api_keys` (`hash`);
CREATE INDEX `api_keys_admin` ON `api_keys` (`admin_id`);
CREATE INDEX `api_keys_revoked` ON `api_keys` (`revoked_at`);
CREATE TABLE `audit_events` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`created_at` text NOT NULL,
	`actor_admin_id` integer NOT NULL,
	`actor_email` text NOT NULL,
	`actor_api_key_id` integer NOT NULL,
	`request_id` text NOT NULL,
	`action` text NOT NULL,
	`target_type` text NOT NULL,
	`target_id` text NOT NULL,
	`changes` text NOT NULL
);

CREATE INDEX `audit_events_target` ON `audit_events` (`target_type`,`target_id`,`id`);
CREATE INDEX `audit_events_actor` ON `audit_events` (`actor_admin_id`,`id`);
CREATE INDEX `audit_events_action` ON `audit_events` (`action`,`id`);
CREATE TABLE `ai_capability_defaults` (
	`capability` text PRIMARY KEY NOT NULL,
	`model_id` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`model_id`) REFERENCES `ai_models`(`id`) ON UPDATE no action ON DELETE cascade
);

CREATE INDEX `ai_capability_defaults_model` ON `ai_capability_defaults` (`model_id`);
CREATE TABLE `ai_models` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`provider_id` integer NOT NULL,
	`name` text NOT NULL,
	`model_id` text NOT NULL,
	`display_name` text NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`capabilities` text NOT NULL,
	`config` text DEFAULT '{}' NOT NULL,
	`context_window` integer,
	`max_output_tokens` integer,
	`price_status` text DEFAULT 'unknown' NOT NULL,
	`price_input_micro_usd` integer,
	`price_cached_input_micro_usd` integer,
	`price_cache_write_micro_usd` integer,
	`price_output_micro_usd` integer,
	`price_image_micro_usd` integer,
	`price_characters_micro_usd` integer,
	`price_audio_minute_micro_usd` integer,
	`price_video_second_micro_usd` integer,
	`is_active` integer DEFAULT true NOT NULL,
	`sort_order` integer DEFAULT 0 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`provider_id`) REFERENCES `ai_providers`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "ai_models_capabilities_json" CHECK(json_type("ai_models"."capabilities") = 'array'),
	CONSTRAINT "ai_models_config_json" CHECK(json_valid("ai_models"."config")),
	CONSTRAINT "ai_models_price_status" CHECK("ai_models"."price_status" in ('priced', 'free', 'unknown'))
);

CREATE UNIQUE INDEX `ai_models_provider_model_unique` ON `ai_models` (`provider_id`,`model_id`);
CREATE INDEX `ai_models_provider_active` ON `ai_models` (`provider_id`,`is_active`);
CREATE INDEX `ai_models_active_order` ON `ai_models` (`is_active`,`sort_order`);
CREATE INDEX `ai_models_order` ON `ai_models` (`sort_order`,`id`);
CREATE INDEX `ai_models_model_id` ON `ai_models` (`model_id`);
CREATE TABLE `ai_providers` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`name` text NOT NULL,
	`slug` text NOT NULL,
	`display_name` text NOT NULL,
	`description` text DEFAULT '' NOT NULL,
	`website` text DEFAULT '' NOT NULL,
	`protocol` text NOT NULL,
	`api_base_url` text NOT NULL,
	`shared_api_key` text,
	`shared_api_key_hint` text,
	`allow_personal_keys` integer DEFAULT true NOT NULL,
	`allow_shared_for_normal_admins` integer DEFAULT false NOT NULL,
	`config` text DEFAULT '{}' NOT NULL,
	`source` text DEFAULT 'manual' NOT NULL,
	`is_active` integer DEFAULT true NOT NULL,
	`sort_order` integer DEFAULT 0 NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	CONSTRAINT "ai_providers_config_json" CHECK(json_valid("ai_providers"."config"))
);

CREATE UNIQUE INDEX `ai_providers_name_unique` ON `ai_providers` (`name`);
CREATE UNIQUE INDEX `ai_providers_slug_unique` ON `ai_providers` (`slug`);
CREATE INDEX `ai_providers_slug_active` ON `ai_providers` (`slug`,`is_active`);
CREATE INDEX `ai_providers_active_order` ON `ai_providers` (`is_active`,`sort_order`);
CREATE INDEX `ai_providers_shared_for_normal` ON `ai_providers` (`allow_shared_for_normal_admins`);
CREATE INDEX `ai_providers_order` ON `ai_providers` (`sort_order`,`id`);
CREATE INDEX `ai_providers_protocol` ON `ai_providers` (`protocol`,`sort_order`);
CREATE TABLE `ai_admin_provider_settings` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`admin_id` integer NOT NULL,
	`provider_id` integer NOT NULL,
	`personal_api_key` text,
	`personal_api_key_hint` text,
	`use_shared_api` integer DEFAULT true NOT NULL,
	`monthly_limit` integer,
	`monthly_budget_micro_usd` integer,
	`is_active` integer DEFAULT true NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	FOREIGN KEY (`admin_id`) REFERENCES `admins`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`provider_id`) REFERENCES `ai_providers`(`id`) ON UPDATE no action ON DELETE cascade
);

CREATE UNIQUE INDEX `ai_settings_admin_provider_unique` ON `ai_admin_provider_settings` (`admin_id`,`provider_id`);
CREATE INDEX `ai_settings_admin_active` ON `ai_admin_provider_settings` (`admin_id`,`is_active`);
CREATE INDEX `ai_settings_provider` ON `ai_admin_provider_settings` (`provider_id`);
CREATE TABLE `usage_monthly` (
	`period` text NOT NULL,
	`admin_id` integer NOT NULL,
	`provider_id` integer NOT NULL,
	`model_id` integer NOT NULL,
	`api_key_id` integer NOT NULL,
	`key_source` text NOT NULL,
	`capability` text NOT NULL,
	`provider_slug` text NOT NULL,
	`model_name` text NOT NULL,
	`requests` integer NOT NULL,
	`input_tokens` integer NOT NULL,
	`cached_input_tokens` integer NOT NULL,
	`output_tokens` integer NOT NULL,
	`cost_micro_usd` integer NOT NULL,
	`unpriced_requests` integer NOT NULL,
	`last_used_at` text NOT NULL,
	`revision` integer NOT NULL,
	PRIMARY KEY(`admin_id`, `period`, `provider_id`, `model_id`, `api_key_id`, `key_source`, `capability`)
);

CREATE INDEX `usage_monthly_period` ON `usage_monthly` (`period`,`provider_id`);
CREATE INDEX `usage_monthly_provider` ON `usage_monthly` (`provider_id`,`model_id`);
CREATE INDEX `usage_monthly_api_key` ON `usage_monthly` (`api_key_id`);