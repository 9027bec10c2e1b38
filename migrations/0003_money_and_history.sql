CREATE TABLE `ai_default_policy` (
	`id` integer PRIMARY KEY NOT NULL,
	`monthly_limit` integer,
	`monthly_budget_micro_usd` integer,
	`monthly_token_limit` integer,
	`admin_monthly_limit` integer,
	`admin_monthly_budget_micro_usd` integer,
	`admin_monthly_token_limit` integer,
	`requests_per_minute` integer,
	`tokens_per_minute` integer,
	`concurrent_calls` integer,
	`key_requests_per_minute` integer,
	`key_tokens_per_minute` integer,
	`key_concurrent_calls` integer,
	`warn_at_percent` integer NOT NULL,
	`created_at` text NOT NULL,
	`updated_at` text NOT NULL,
	CONSTRAINT "ai_default_policy_one" CHECK("ai_default_policy"."id" = 1)
);

CREATE TABLE `ai_model_prices` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`model_id` integer NOT NULL,
	`valid_from` text NOT NULL,
	`prices` text NOT NULL,
	FOREIGN KEY (`model_id`) REFERENCES `ai_models`(`id`) ON UPDATE no action ON DELETE cascade
);

CREATE INDEX `ai_model_prices_model` ON `ai_model_prices` (`model_id`,`id`);
CREATE TABLE `usage_daily` (
	`day` text NOT NULL,
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
	`cache_write_tokens` integer DEFAULT 0 NOT NULL,
	`output_tokens` integer NOT NULL,
	`reasoning_tokens` integer DEFAULT 0 NOT NULL,
	`images` integer DEFAULT 0 NOT NULL,
	`characters` integer DEFAULT 0 NOT NULL,
	`audio_ms` integer DEFAULT 0 NOT NULL,
	`video_ms` integer DEFAULT 0 NOT NULL,
	`cost_micro_usd` integer NOT NULL,
	`unpriced_requests` integer NOT NULL,
	`last_used_at` text NOT NULL,
	`revision` integer NOT NULL,
	`errors` integer NOT NULL,
	`latencies` text NOT NULL,
	PRIMARY KEY(`admin_id`, `day`, `provider_id`, `model_id`, `api_key_id`, `key_source`, `capability`),
	CONSTRAINT "usage_daily_latencies_json" CHECK(json_valid("usage_daily"."latencies"))
);

CREATE INDEX `usage_daily_day` ON `usage_daily` (`day`);
ALTER TABLE `admins` ADD `monthly_limit` integer;
ALTER TABLE `admins` ADD `monthly_budget_micro_usd` integer;
ALTER TABLE `admins` ADD `monthly_token_limit` integer;
ALTER TABLE `admins` ADD `requests_per_minute` integer;
ALTER TABLE `admins` ADD `tokens_per_minute` integer;
ALTER TABLE `admins` ADD `concurrent_calls` integer;
ALTER TABLE `api_keys` ADD `requests_per_minute` integer;
ALTER TABLE `api_keys` ADD `tokens_per_minute` integer;
ALTER TABLE `api_keys` ADD `concurrent_calls` integer;
ALTER TABLE `ai_models` ADD `price_reasoning_micro_usd` integer;
ALTER TABLE `ai_models` ADD `price_request_micro_usd` integer;
ALTER TABLE `ai_providers` ADD `default_monthly_limit` integer;
ALTER TABLE `ai_providers` ADD `default_monthly_budget_micro_usd` integer;
ALTER TABLE `ai_providers` ADD `default_monthly_token_limit` integer;
ALTER TABLE `ai_admin_provider_settings` ADD `monthly_token_limit` integer;

INSERT INTO `usage_daily` (`day`, `admin_id`, `provider_id`, `model_id`, `api_key_id`, `key_source`, `capability`, `provider_slug`,
	`model_name`, `requests`, `input_tokens`, `cached_input_tokens`, `cache_write_tokens`, `output_tokens`, `reasoning_tokens`, `images`,
	`characters`, `audio_ms`, `video_ms`, `cost_micro_usd`, `unpriced_requests`, `last_used_at`, `revision`, `errors`, `latencies`)
SELECT `period` || '-01',
	`admin_id`, `provider_id`, `model_id`, `api_key_id`, `key_source`, `capability`, `provider_slug`,
	`model_name`, `requests`, `input_tokens`, `cached_input_tokens`, `cache_write_tokens`, `output_tokens`, `reasoning_tokens`, `images`,
	`characters`, `audio_ms`, `video_ms`, `cost_micro_usd`, `unpriced_requests`, `last_used_at`, `revision`, 0, '{}'
FROM `usage_monthly`;

INSERT INTO `ai_model_prices` (`model_id`, `valid_from`, `prices`)
SELECT `id`, `updated_at`, json_object(
		'priceStatus', `price_status`,
		'priceInputMicroUsd', `price_input_micro_usd`,
		'priceCachedInputMicroUsd', `price_cached_input_micro_usd`,
		'priceCacheWriteMicroUsd', `price_cache_write_micro_usd`,
		'priceOutputMicroUsd', `price_output_micro_usd`,
		'priceReasoningMicroUsd', `price_reasoning_micro_usd`,
		'priceRequestMicroUsd', `price_request_micro_usd`,
		'priceImageMicroUsd', `price_image_micro_usd`,
		'priceImageVariants', json(`price_image_variants`),
		'priceCharactersMicroUsd', `price_characters_micro_usd`,
		'priceAudioMinuteMicroUsd', `price_audio_minute_micro_usd`,
		'priceVideoSecondMicroUsd', `price_video_second_micro_usd`)
FROM `ai_models`;

CREATE TRIGGER `ai_models_first_price` AFTER INSERT ON `ai_models`
BEGIN
	INSERT INTO `ai_model_prices` (`model_id`, `valid_from`, `prices`) VALUES (new.`id`, new.`created_at`, json_object(
		'priceStatus', new.`price_status`,
		'priceInputMicroUsd', new.`price_input_micro_usd`,
		'priceCachedInputMicroUsd', new.`price_cached_input_micro_usd`,
		'priceCacheWriteMicroUsd', new.`price_cache_write_micro_usd`,
		'priceOutputMicroUsd', new.`price_output_micro_usd`,
		'priceReasoningMicroUsd', new.`price_reasoning_micro_usd`,
		'priceRequestMicroUsd', new.`price_request_micro_usd`,
		'priceImageMicroUsd', new.`price_image_micro_usd`,
		'priceImageVariants', json(new.`price_image_variants`),
		'priceCharactersMicroUsd', new.`price_characters_micro_usd`,
		'priceAudioMinuteMicroUsd', new.`price_audio_minute_micro_usd`,
		'priceVideoSecondMicroUsd', new.`price_video_second_micro_usd`));
END;

CREATE TRIGGER `ai_models_next_price` AFTER UPDATE ON `ai_models`
WHEN old.`price_status` IS NOT new.`price_status`
	OR old.`price_input_micro_usd` IS NOT new.`price_input_micro_usd`
	OR old.`price_cached_input_micro_usd` IS NOT new.`price_cached_input_micro_usd`
	OR old.`price_cache_write_micro_usd` IS NOT new.`price_cache_write_micro_usd`
	OR old.`price_output_micro_usd` IS NOT new.`price_output_micro_usd`
	OR old.`price_reasoning_micro_usd` IS NOT new.`price_reasoning_micro_usd`
	OR old.`price_request_micro_usd` IS NOT new.`price_request_micro_usd`
	OR old.`price_image_micro_usd` IS NOT new.`price_image_micro_usd`
	OR old.`price_image_variants` IS NOT new.`price_image_variants`
	OR old.`price_characters_micro_usd` IS NOT new.`price_characters_micro_usd`
	OR old.`price_audio_minute_micro_usd` IS NOT new.`price_audio_minute_micro_usd`
	OR old.`price_video_second_micro_usd` IS NOT new.`price_video_second_micro_usd`
BEGIN
	INSERT INTO `ai_model_prices` (`model_id`, `valid_from`, `prices`) VALUES (new.`id`, new.`updated_at`, json_object(
		'priceStatus', new.`price_status`,
		'priceInputMicroUsd', new.`price_input_micro_usd`,
		'priceCachedInputMicroUsd', new.`price_cached_input_micro_usd`,
		'priceCacheWriteMicroUsd', new.`price_cache_write_micro_usd`,
		'priceOutputMicroUsd', new.`price_output_micro_usd`,
		'priceReasoningMicroUsd', new.`price_reasoning_micro_usd`,
		'priceRequestMicroUsd', new.`price_request_micro_usd`,
		'priceImageMicroUsd', new.`price_image_micro_usd`,
		'priceImageVariants', json(new.`price_image_variants`),
		'priceCharactersMicroUsd', new.`price_characters_micro_usd`,
		'priceAudioMinuteMicroUsd', new.`price_audio_minute_micro_usd`,
		'priceVideoSecondMicroUsd', new.`price_video_second_micro_usd`));
END;
