ALTER TABLE `ai_models` ADD `price_image_variants` text DEFAULT '[]' NOT NULL;
ALTER TABLE `usage_monthly` ADD `cache_write_tokens` integer DEFAULT 0 NOT NULL;
ALTER TABLE `usage_monthly` ADD `reasoning_tokens` integer DEFAULT 0 NOT NULL;
ALTER TABLE `usage_monthly` ADD `images` integer DEFAULT 0 NOT NULL;
ALTER TABLE `usage_monthly` ADD `characters` integer DEFAULT 0 NOT NULL;
ALTER TABLE `usage_monthly` ADD `audio_ms` integer DEFAULT 0 NOT NULL;
ALTER TABLE `usage_monthly` ADD `video_ms` integer DEFAULT 0 NOT NULL;