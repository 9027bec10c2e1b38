/** Made from openapi.json by `npm run openapi`. Not to be edited. */
export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the Worker runs */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether configuration, secrets and database are there */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The models that you may use */
        get: operations["listOpenAiModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{model}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One model that you may use */
        get: operations["getOpenAiModel"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/chat/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Chat, whole or streamed
         * @description The body goes to the provider as it is, with only the model’s name put in the provider’s own words. A call is charged once for an `Idempotency-Key`.
         */
        post: operations["createChatCompletion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/chat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Chat with one message, whole or streamed
         * @description A stream has the chunks of `/v1/chat/completions`, with the usage before its end.
         */
        post: operations["chat"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/providers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Providers; normal admins see the active ones */
        get: operations["listProviders"];
        put?: never;
        /**
         * Register a provider
         * @description The slug is made from the name when it is left out. An entry of the catalogue with this slug or name that nobody has touched (unchanged, inactive, no key, no settings) gives way, with its models.
         */
        post: operations["createProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/providers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One provider */
        get: operations["getProvider"];
        /** Replace a provider; only the shared key stays when it is left out */
        put: operations["putProvider"];
        post?: never;
        /** Delete a provider with its models and settings; usage and audit stay */
        delete: operations["deleteProvider"];
        options?: never;
        head?: never;
        /** Change a provider; in force everywhere when this answers */
        patch: operations["patchProvider"];
        trace?: never;
    };
    "/api/v1/ai/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Models, each with your access to it */
        get: operations["listModels"];
        put?: never;
        /** Register a model of a provider */
        post: operations["createModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/models/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Models of several providers by slug, with one database query for any number
         * @description Unknown slugs have an empty list. The registry’s part is cached for five minutes and never outlives a change.
         */
        get: operations["bulkReadModels"];
        put?: never;
        /** Register many models of one provider: all or none, errors by index */
        post: operations["bulkCreateModels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/models/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One model, with your access to it */
        get: operations["getModel"];
        /** Replace a model; what is left out goes back to its default */
        put: operations["putModel"];
        post?: never;
        /** Delete a model; usage and audit stay */
        delete: operations["deleteModel"];
        options?: never;
        head?: never;
        /** Change a model; in force everywhere when this answers */
        patch: operations["patchModel"];
        trace?: never;
    };
    "/api/v1/ai/capabilities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every capability and its default model */
        get: operations["listCapabilities"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/capabilities/{capability}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The default model of a capability */
        get: operations["getCapability"];
        /** Set the default model of a capability */
        put: operations["putCapability"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your settings, by provider */
        get: operations["listSettings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/settings/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your settings for a provider, or the defaults that hold */
        get: operations["getSettings"];
        /**
         * Replace your settings for a provider
         * @description What is left out goes back to its default, except the personal key, and for normal admins the limits, which are a super admin’s to set.
         */
        put: operations["putSettings"];
        post?: never;
        /**
         * Remove your settings for a provider, and the personal key with them
         * @description Limits that a super admin has set stay.
         */
        delete: operations["deleteSettings"];
        options?: never;
        head?: never;
        /** Change single settings for a provider */
        patch: operations["patchSettings"];
        trace?: never;
    };
    "/api/v1/admins/{id}/settings/{provider}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An admin’s settings for a provider, or the defaults that hold */
        get: operations["getAdminSettings"];
        /**
         * Replace an admin’s limits at a provider
         * @description Their preferences stay unless they are named. Their personal key can be removed by `null`, not read or set.
         */
        put: operations["putAdminSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/access/matrix": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Models × admins, with the reason in each cell */
        get: operations["getAccessMatrix"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/access": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What would happen, and why, if you called each model */
        get: operations["listAccess"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests, tokens and cost of a month: your own; for a super admin, everybody’s */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** People and services that call */
        get: operations["listAdmins"];
        put?: never;
        /** A new admin with a first API key, shown once */
        post: operations["createAdmin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/admins/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One admin */
        get: operations["getAdmin"];
        put?: never;
        post?: never;
        /** Delete an admin with their keys and settings; usage and audit stay */
        delete: operations["deleteAdmin"];
        options?: never;
        head?: never;
        /** Change an admin; role and switch are in force when this answers */
        patch: operations["patchAdmin"];
        trace?: never;
    };
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Your API keys; for a super admin, all */
        get: operations["listApiKeys"];
        put?: never;
        /** A new API key, shown once */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Revoke an API key: when this answers, the key is dead everywhere */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        /** Rename, restrict or expire an API key */
        patch: operations["patchApiKey"];
        trace?: never;
    };
    "/api/v1/api-keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A new API key like this one, which goes on for an overlap */
        post: operations["rotateApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who changed what, when, from which request */
        get: operations["listAuditEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Health: {
            /** @enum {string} */
            status: "ok";
        };
        Problem: {
            /** @example urn:gatehouse:error:not_found */
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @description Stable, for programs. */
            code: string;
            request_id: string;
            /** @description Why access was refused. */
            reason?: string;
            /** @description Single fields at fault; `index` is the row of a bulk request. */
            errors?: {
                field: string;
                message: string;
                index?: number;
            }[];
        };
        OpenAiModelList: {
            /** @enum {string} */
            object: "list";
            data: components["schemas"]["OpenAiModel"][];
        };
        OpenAiModel: {
            /** @example sandbox/chat */
            id: string;
            /** @enum {string} */
            object: "model";
            /** @description Unix seconds. */
            created: number;
            owned_by: string;
        };
        OpenAiError: {
            error: {
                message: string;
                type: string;
                param: string | null;
                code: string | null;
                reason?: string;
            };
        };
        ChatCompletion: {
            id: string;
            /** @enum {string} */
            object: "chat.completion";
            created: number;
            model: string;
            choices: ({
                index: number;
                message: {
                    role: string;
                    content: string | null;
                } & {
                    [key: string]: unknown;
                };
                finish_reason: string | null;
            } & {
                [key: string]: unknown;
            })[];
            usage?: {
                prompt_tokens: number;
                completion_tokens: number;
                total_tokens: number;
            } & {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        ChatCompletionRequest: {
            /**
             * @description `provider/model_id`, a bare model id, or `default`.
             * @example sandbox/chat
             */
            model?: string;
            /**
             * @example [
             *       {
             *         "role": "user",
             *         "content": "Hello"
             *       }
             *     ]
             */
            messages: ({
                /** @example user */
                role: string;
            } & {
                [key: string]: unknown;
            })[];
            stream?: boolean | null;
            stream_options?: ({
                include_usage?: boolean | null;
            } & {
                [key: string]: unknown;
            }) | null;
            max_tokens?: number | null;
            max_completion_tokens?: number | null;
            n?: number | null;
        } & {
            [key: string]: unknown;
        };
        SimpleChatReply: {
            reply: string;
            finish_reason: string | null;
            /** @description `null`: the provider did not say. */
            usage: {
                input_tokens: number;
                output_tokens: number;
                total_tokens: number;
            } | null;
            provider: string;
            model: string;
            /** @enum {string} */
            key_source: "shared" | "personal";
            generation_time_ms: number;
        };
        SimpleChatRequest: {
            /** @example Hello */
            message: string;
            /** @default [] */
            conversation_history?: {
                /** @enum {string} */
                role: "user" | "assistant";
                content: string;
            }[];
            system_message?: string;
            temperature?: number;
            max_tokens?: number;
            /** @description An https address or a data URL; the model must have `vision`. */
            image?: string;
            /**
             * @description Slug of the provider.
             * @example sandbox
             */
            provider?: string;
            /** @description The upstream model id with `provider`, else a full name. Left out: the default. */
            model?: string;
            /** @default false */
            stream?: boolean;
        };
        ProviderPage: {
            count: number;
            next: string | null;
            previous: string | null;
            results: components["schemas"]["Provider"][];
        };
        Provider: {
            id: number;
            name: string;
            slug: string;
            display_name: string;
            description: string;
            website: string;
            protocol: string;
            api_base_url: string;
            config: components["schemas"]["OpenAiProviderConfig"];
            is_active: boolean;
            allow_personal_keys: boolean;
            allow_shared_for_normal_admins: boolean;
            has_shared_api_key: boolean;
            /** @description For super admins: the last four characters. */
            shared_api_key_hint: string | null;
            /** @enum {string} */
            source: "manual" | "catalogue";
            models_count: number;
            sort_order: number;
            /** @description As of the last roll-up, some seconds ago. */
            total_requests: number;
            last_used_at: string | null;
            created_at: string;
            updated_at: string;
        };
        /** @description For super admins. */
        OpenAiProviderConfig: {
            /** @description Sent with every call. */
            headers?: {
                [key: string]: string;
            };
            /** @description Query parameters of every call. */
            query?: {
                [key: string]: string;
            };
            /** @description How the key is sent. Bearer unless said otherwise. */
            auth?: {
                /** @enum {string} */
                scheme: "bearer";
            } | {
                /** @enum {string} */
                scheme: "header";
                name: string;
            } | {
                /** @enum {string} */
                scheme: "query";
                name: string;
            };
            /** @description Paths below the base URL that differ from the ordinary ones. */
            paths?: {
                chat_completions?: string;
                models?: string;
            };
            /** @description Milliseconds. Defaults: {"headersMs":300000,"idleMs":120000,"totalMs":900000}. */
            timeouts?: {
                headers_ms?: number;
                idle_ms?: number;
                total_ms?: number;
            };
        } | null;
        ProviderWrite: {
            /** @example DeepSeek */
            name: string;
            /**
             * @description Made from the name when it is left out.
             * @example deepseek
             */
            slug?: string;
            /** @example https://api.deepseek.com/v1 */
            api_base_url: string;
            display_name?: string;
            /** @default  */
            description?: string;
            /** @default  */
            website?: "" | string;
            /**
             * @default openai
             * @enum {string}
             */
            protocol?: "openai";
            /** @default true */
            allow_personal_keys?: boolean;
            /** @default false */
            allow_shared_for_normal_admins?: boolean;
            config?: components["schemas"]["OpenAiProviderConfig"];
            /** @default true */
            is_active?: boolean;
            /** @default 0 */
            sort_order?: number;
            /**
             * @description Write-only. `null` removes it; left out, it stays.
             * @example sk-your-key
             */
            shared_api_key?: string | null;
        };
        ProviderPatch: {
            /** @example DeepSeek */
            name?: string;
            /** @example deepseek */
            slug?: string;
            display_name?: string;
            description?: string;
            website?: "" | string;
            /** @enum {string} */
            protocol?: "openai";
            /** @example https://api.deepseek.com/v1 */
            api_base_url?: string;
            allow_personal_keys?: boolean;
            allow_shared_for_normal_admins?: boolean;
            config?: components["schemas"]["OpenAiProviderConfig"];
            is_active?: boolean;
            sort_order?: number;
            /**
             * @description Write-only. `null` removes it; left out, it stays.
             * @example sk-your-key
             */
            shared_api_key?: string | null;
        };
        ModelPage: {
            count: number;
            next: string | null;
            previous: string | null;
            results: components["schemas"]["Model"][];
        };
        Model: {
            id: number;
            provider: {
                id: number;
                name: string;
                slug: string;
                display_name: string;
                is_active: boolean;
            };
            name: string;
            model_id: string;
            display_name: string;
            description: string;
            capabilities: components["schemas"]["Capability"][];
            config: {
                [key: string]: unknown;
            };
            context_window: number | null;
            max_output_tokens: number | null;
            /**
             * @description A model of unknown price is refused under a budget; it is never counted as free.
             * @enum {string}
             */
            pricing: "priced" | "free" | "unknown";
            /** @description USD per million input tokens. `null`: none. */
            pricing_input: number | null;
            /** @description USD per million cached input tokens. `null`: none. */
            pricing_cached_input: number | null;
            /** @description USD per million tokens written to a cache. `null`: none. */
            pricing_cache_write: number | null;
            /** @description USD per million output tokens. `null`: none. */
            pricing_output: number | null;
            /** @description USD per image. `null`: none. */
            pricing_image: number | null;
            /** @description USD per 1,000 characters. `null`: none. */
            pricing_characters: number | null;
            /** @description USD per minute of audio. `null`: none. */
            pricing_audio_minute: number | null;
            /** @description USD per second of video. `null`: none. */
            pricing_video_second: number | null;
            is_active: boolean;
            sort_order: number;
            /** @description As of the last roll-up, some seconds ago. */
            total_requests: number;
            last_used_at: string | null;
            created_at: string;
            updated_at: string;
            access_state: components["schemas"]["AccessState"];
            access_reason: components["schemas"]["AccessReason"];
            /** @description How you call it. */
            api_config: {
                /**
                 * @description The name to send.
                 * @example deepseek/deepseek-chat
                 */
                model: string;
                /**
                 * @description Where to send it.
                 * @example [
                 *       "/v1/chat/completions"
                 *     ]
                 */
                endpoints: string[];
                /** @enum {string|null} */
                key_source: "shared" | "personal" | null;
                has_shared_api_key: boolean;
                has_personal_api_key: boolean;
                use_shared_api: boolean;
            };
            /** @description What you may do with it. */
            actions: {
                can_use: boolean;
                can_set_personal_key: boolean;
                can_edit: boolean;
                can_delete: boolean;
            };
            usage_info: components["schemas"]["UsageInfo"];
        };
        /** @enum {string} */
        Capability: "chat" | "code" | "image" | "audio" | "speech_to_text" | "video" | "embeddings" | "vision" | "rerank" | "moderation";
        /**
         * @description For you.
         * @enum {string}
         */
        AccessState: "AVAILABLE_SHARED" | "AVAILABLE_PERSONAL" | "NO_ACCESS" | "DISABLED";
        /** @enum {string} */
        AccessReason: "admin_inactive" | "provider_inactive" | "model_inactive" | "settings_inactive" | "personal_keys_not_allowed" | "shared_not_allowed" | "no_shared_key" | "shared_preferred" | "shared_only" | "personal_preferred" | "personal_only";
        UsageInfo: {
            /**
             * @description A UTC calendar month.
             * @example 2026-11
             */
            period: string;
            /** @description Your calls at this provider, those under way included. */
            requests: number;
            cost_usd: number;
            monthly_limit: number | null;
            /** @description `null`: no limit. */
            remaining: number | null;
            monthly_budget_usd: number | null;
            remaining_budget_usd: number | null;
            resets_at: string;
        };
        ModelWrite: components["schemas"]["ModelFields"] & {
            /**
             * @description Slug or id of the provider.
             * @example deepseek
             */
            provider: string | number;
        };
        ModelFields: {
            /** @example deepseek-chat */
            model_id: string;
            name?: string;
            display_name?: string;
            /** @default  */
            description?: string;
            /**
             * @default [
             *       "chat"
             *     ]
             */
            capabilities?: components["schemas"]["Capability"][];
            /**
             * @description Nothing to set yet.
             * @default {}
             */
            config?: Record<string, never>;
            /** @default null */
            context_window?: number | null;
            /** @default null */
            max_output_tokens?: number | null;
            /**
             * @description A model of unknown price is refused under a budget; it is never counted as free.
             * @enum {string}
             */
            pricing?: "priced" | "free" | "unknown";
            /** @description USD per million input tokens. `null`: none. */
            pricing_input?: number | null;
            /** @description USD per million cached input tokens. `null`: none. */
            pricing_cached_input?: number | null;
            /** @description USD per million tokens written to a cache. `null`: none. */
            pricing_cache_write?: number | null;
            /** @description USD per million output tokens. `null`: none. */
            pricing_output?: number | null;
            /** @description USD per image. `null`: none. */
            pricing_image?: number | null;
            /** @description USD per 1,000 characters. `null`: none. */
            pricing_characters?: number | null;
            /** @description USD per minute of audio. `null`: none. */
            pricing_audio_minute?: number | null;
            /** @description USD per second of video. `null`: none. */
            pricing_video_second?: number | null;
            /** @default true */
            is_active?: boolean;
            /** @default 0 */
            sort_order?: number;
        };
        ModelBulkCreated: {
            count: number;
            results: components["schemas"]["Model"][];
        };
        ModelBulkWrite: {
            /**
             * @description Slug or id of the provider.
             * @example deepseek
             */
            provider: string | number;
            models: components["schemas"]["ModelFields"][];
        };
        ModelsByProvider: {
            [key: string]: components["schemas"]["Model"][];
        };
        ModelPatch: {
            /** @example deepseek-chat */
            model_id?: string;
            name?: string;
            display_name?: string;
            description?: string;
            capabilities?: components["schemas"]["Capability"][];
            /** @description Nothing to set yet. */
            config?: Record<string, never>;
            context_window?: number | null;
            max_output_tokens?: number | null;
            is_active?: boolean;
            sort_order?: number;
            /**
             * @description A model of unknown price is refused under a budget; it is never counted as free.
             * @enum {string}
             */
            pricing?: "priced" | "free" | "unknown";
            /** @description USD per million input tokens. `null`: none. */
            pricing_input?: number | null;
            /** @description USD per million cached input tokens. `null`: none. */
            pricing_cached_input?: number | null;
            /** @description USD per million tokens written to a cache. `null`: none. */
            pricing_cache_write?: number | null;
            /** @description USD per million output tokens. `null`: none. */
            pricing_output?: number | null;
            /** @description USD per image. `null`: none. */
            pricing_image?: number | null;
            /** @description USD per 1,000 characters. `null`: none. */
            pricing_characters?: number | null;
            /** @description USD per minute of audio. `null`: none. */
            pricing_audio_minute?: number | null;
            /** @description USD per second of video. `null`: none. */
            pricing_video_second?: number | null;
        };
        CapabilityList: {
            results: components["schemas"]["CapabilityDefault"][];
        };
        CapabilityDefault: {
            capability: components["schemas"]["Capability"];
            /**
             * @description The default model as `provider/model_id`. `null`: none is set.
             * @example sandbox/chat
             */
            model: string | null;
        };
        CapabilityDefaultPut: {
            /**
             * @description `provider/model_id`
             * @example openai/gpt-5
             */
            model: string;
        };
        SettingsList: {
            count: number;
            results: components["schemas"]["Settings"][];
        };
        Settings: {
            provider: {
                id: number;
                slug: string;
                display_name: string;
            };
            has_personal_api_key: boolean;
            /** @description The last four characters. */
            personal_api_key_hint: string | null;
            /** @description Which key is preferred where both are available. */
            use_shared_api: boolean;
            /** @description Requests a UTC month. `null`: the default. */
            monthly_limit: number | null;
            /** @description USD a UTC month. `null`: none. */
            monthly_budget_usd: number | null;
            /** @description Whether the personal key may be used. */
            is_active: boolean;
            created_at: string | null;
            updated_at: string | null;
        };
        SettingsChange: {
            /**
             * @description Write-only. `null` removes it; left out, it stays.
             * @example sk-your-key
             */
            personal_api_key?: string | null;
            use_shared_api?: boolean;
            is_active?: boolean;
            /** @description A super admin’s to set. */
            monthly_limit?: number | null;
            /** @description A super admin’s to set. */
            monthly_budget_usd?: number | null;
        };
        LimitsChange: {
            /** @description A super admin’s to set. */
            monthly_limit?: number | null;
            /** @description A super admin’s to set. */
            monthly_budget_usd?: number | null;
            use_shared_api?: boolean;
            is_active?: boolean;
            /** @description `null` removes the personal key. It cannot be set for another. */
            personal_api_key?: null;
        };
        AccessMatrix: {
            admins: {
                id: number;
                email: string;
                role: string;
                is_active: boolean;
            }[];
            admins_count: number;
            models_count: number;
            models: {
                provider: string;
                model: string;
                /** @description One for each of `admins`, in their order. */
                cells: {
                    state: components["schemas"]["AccessState"];
                    reason: components["schemas"]["AccessReason"];
                    /** @enum {string|null} */
                    key_source: "shared" | "personal" | null;
                }[];
            }[];
        };
        AccessPage: {
            count: number;
            next: string | null;
            previous: string | null;
            results: components["schemas"]["Access"][];
        };
        Access: {
            /** @example openai */
            provider: string;
            /** @example gpt-5 */
            model: string;
            state: components["schemas"]["AccessState"];
            reason: components["schemas"]["AccessReason"];
            explanation: string;
            /** @enum {string|null} */
            key_source: "shared" | "personal" | null;
            usage: {
                period: string;
                requests: number;
                cost_usd: number;
            };
            limit: {
                monthly_limit: number | null;
                remaining: number | null;
                monthly_budget_usd: number | null;
                remaining_budget_usd: number | null;
                resets_at: string;
            };
        };
        UsageReport: {
            /**
             * @description A UTC calendar month.
             * @example 2026-11
             */
            period: string;
            /**
             * @description `ledger`: exact to this moment. `roll_up`: as of each ledger’s last roll-up, some seconds ago.
             * @enum {string}
             */
            source: "ledger" | "roll_up";
            /** @description Under way. `null` for a roll-up. */
            open_requests: number | null;
            totals: components["schemas"]["UsageFigures"];
            by_provider: {
                provider: string;
                requests: number;
                input_tokens: number;
                /** @description Part of `input_tokens`. */
                cached_input_tokens: number;
                output_tokens: number;
                cost_usd: number;
                /** @description Requests whose model had no known price: their cost is not in `cost_usd`. */
                unpriced_requests: number;
            }[];
            by_model: {
                provider: string;
                model: string;
                requests: number;
                input_tokens: number;
                /** @description Part of `input_tokens`. */
                cached_input_tokens: number;
                output_tokens: number;
                cost_usd: number;
                /** @description Requests whose model had no known price: their cost is not in `cost_usd`. */
                unpriced_requests: number;
            }[];
            by_key_source: {
                /** @enum {string} */
                key_source: "shared" | "personal";
                requests: number;
                input_tokens: number;
                /** @description Part of `input_tokens`. */
                cached_input_tokens: number;
                output_tokens: number;
                cost_usd: number;
                /** @description Requests whose model had no known price: their cost is not in `cost_usd`. */
                unpriced_requests: number;
            }[];
            by_admin: {
                admin_id: number;
                requests: number;
                input_tokens: number;
                /** @description Part of `input_tokens`. */
                cached_input_tokens: number;
                output_tokens: number;
                cost_usd: number;
                /** @description Requests whose model had no known price: their cost is not in `cost_usd`. */
                unpriced_requests: number;
            }[];
        };
        UsageFigures: {
            requests: number;
            input_tokens: number;
            /** @description Part of `input_tokens`. */
            cached_input_tokens: number;
            output_tokens: number;
            cost_usd: number;
            /** @description Requests whose model had no known price: their cost is not in `cost_usd`. */
            unpriced_requests: number;
        };
        AdminPage: {
            count: number;
            next: string | null;
            previous: string | null;
            results: components["schemas"]["Admin"][];
        };
        Admin: {
            id: number;
            email: string;
            name: string;
            /** @enum {string} */
            role: "super_admin" | "admin";
            is_active: boolean;
            created_at: string;
            updated_at: string;
        };
        CreatedAdmin: components["schemas"]["Admin"] & {
            api_key: {
                id: number;
                /**
                 * @description Their first API key, shown this once.
                 * @example gh_…
                 */
                key: string;
            };
        };
        AdminCreate: {
            email: string;
            /** @default  */
            name?: string;
            /**
             * @default admin
             * @enum {string}
             */
            role?: "super_admin" | "admin";
            /** @default true */
            is_active?: boolean;
        };
        AdminPatch: {
            email?: string;
            name?: string;
            /** @enum {string} */
            role?: "super_admin" | "admin";
            is_active?: boolean;
        };
        ApiKeyPage: {
            count: number;
            next: string | null;
            previous: string | null;
            results: components["schemas"]["ApiKey"][];
        };
        ApiKey: {
            id: number;
            admin_id: number;
            name: string;
            /**
             * Format: date-time
             * @description UTC. `null`: never.
             */
            expires_at: string | null;
            /**
             * @description `null`: no restriction.
             * @example [
             *       "openai/gpt-5"
             *     ]
             */
            allowed_models: string[] | null;
            /**
             * @description `null`: no restriction.
             * @example [
             *       "chat"
             *     ]
             */
            allowed_capabilities: components["schemas"]["Capability"][] | null;
            /**
             * @description `null`: no restriction.
             * @example [
             *       "203.0.113.0/24"
             *     ]
             */
            allowed_cidrs: string[] | null;
            /** @description The last four characters. */
            hint: string;
            /** @description Not revoked. */
            is_active: boolean;
            revoked_at: string | null;
            /** @description As of the last roll-up, some seconds ago. */
            last_used_at: string | null;
            created_at: string;
            updated_at: string;
        };
        CreatedApiKey: components["schemas"]["ApiKey"] & {
            /**
             * @description Shown this once.
             * @example gh_…
             */
            key: string;
        };
        ApiKeyCreate: {
            name: string;
            /**
             * Format: date-time
             * @description UTC. `null`: never.
             */
            expires_at?: string | null;
            /**
             * @description `null`: no restriction.
             * @example [
             *       "openai/gpt-5"
             *     ]
             */
            allowed_models?: string[] | null;
            /**
             * @description `null`: no restriction.
             * @example [
             *       "chat"
             *     ]
             */
            allowed_capabilities?: components["schemas"]["Capability"][] | null;
            /**
             * @description `null`: no restriction.
             * @example [
             *       "203.0.113.0/24"
             *     ]
             */
            allowed_cidrs?: string[] | null;
            /** @description Super admins: whose key it is. */
            admin_id?: number;
        };
        ApiKeyPatch: {
            name?: string;
            /**
             * Format: date-time
             * @description UTC. `null`: never.
             */
            expires_at?: string | null;
            /**
             * @description `null`: no restriction.
             * @example [
             *       "openai/gpt-5"
             *     ]
             */
            allowed_models?: string[] | null;
            /**
             * @description `null`: no restriction.
             * @example [
             *       "chat"
             *     ]
             */
            allowed_capabilities?: components["schemas"]["Capability"][] | null;
            /**
             * @description `null`: no restriction.
             * @example [
             *       "203.0.113.0/24"
             *     ]
             */
            allowed_cidrs?: string[] | null;
        };
        ApiKeyRotate: {
            /**
             * @description How long the old key goes on.
             * @default 0
             */
            overlap_seconds?: number;
        };
        AuditPage: {
            count: number;
            next: string | null;
            previous: string | null;
            results: components["schemas"]["AuditEvent"][];
        };
        AuditEvent: {
            id: number;
            created_at: string;
            actor: {
                admin_id: number;
                email: string;
                api_key_id: number;
            };
            request_id: string;
            /** @example provider.update */
            action: string;
            target_type: string;
            target_id: string;
            changes: {
                [key: string]: {
                    from?: unknown;
                    to?: unknown;
                };
            };
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It runs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Calls can be served */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `misconfigured`: The gateway is not configured */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listOpenAiModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The models */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAiModelList"];
                };
            };
            /** @description `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAiError"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAiError"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAiError"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAiError"];
                };
            };
        };
    };
    getOpenAiModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The model */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAiModel"];
                };
            };
            /** @description `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAiError"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAiError"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAiError"];
                };
            };
            /** @description `model_not_found`: Model not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAiError"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAiError"];
                };
            };
        };
    };
    createChatCompletion: {
        parameters: {
            query?: never;
            header?: {
                /** @description A call of this key is charged once in 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatCompletionRequest"];
            };
        };
        responses: {
            /** @description The provider’s answer; server-sent events for a stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatCompletion"];
                    "text/event-stream": string;
                };
            };
            /** @description `ambiguous_model`: The model name fits several models. `budget_needs_max_tokens`: Under a budget this call needs max_tokens. `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAiError"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAiError"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `model_disabled`: The model is switched off. `access_denied`: No access to this model. `budget_price_unknown`: A model of unknown price cannot be used under a budget */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAiError"];
                };
            };
            /** @description `model_not_found`: Model not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAiError"];
                };
            };
            /** @description `duplicate_request`: This request was already made */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAiError"];
                };
            };
            /** @description `body_too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAiError"];
                };
            };
            /** @description `unsupported_media_type`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAiError"];
                };
            };
            /** @description `monthly_limit_reached`: Monthly limit reached. `budget_reached`: Monthly budget reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAiError"];
                };
            };
            /** @description `provider_key_unreadable`: The stored provider key does not open */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAiError"];
                };
            };
            /** @description `upstream_error`: The provider failed. `upstream_redirect`: The provider answered with a redirect. `upstream_not_allowed`: The provider address is not allowed */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAiError"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAiError"];
                };
            };
            /** @description `upstream_timeout`: The provider did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAiError"];
                };
            };
        };
    };
    chat: {
        parameters: {
            query?: never;
            header?: {
                /** @description A call of this key is charged once in 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SimpleChatRequest"];
            };
        };
        responses: {
            /** @description The reply; server-sent events for a stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimpleChatReply"];
                    "text/event-stream": string;
                };
            };
            /** @description `ambiguous_model`: The model name fits several models. `budget_needs_max_tokens`: Under a budget this call needs max_tokens. `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `model_disabled`: The model is switched off. `access_denied`: No access to this model. `budget_price_unknown`: A model of unknown price cannot be used under a budget */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `model_not_found`: Model not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `duplicate_request`: This request was already made */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `monthly_limit_reached`: Monthly limit reached. `budget_reached`: Monthly budget reached */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `provider_key_unreadable`: The stored provider key does not open */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `upstream_error`: The provider failed. `upstream_redirect`: The provider answered with a redirect. `upstream_not_allowed`: The provider address is not allowed */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `upstream_timeout`: The provider did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listProviders: {
        parameters: {
            query?: {
                /** @description At most 200. */
                limit?: number;
                offset?: number;
                search?: string;
                ordering?: "sort_order" | "-sort_order" | "name" | "-name" | "created_at" | "-created_at";
                is_active?: "true" | "false";
                protocol?: "openai";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of providers */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderPage"];
                };
            };
            /** @description `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createProvider: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderWrite"];
            };
        };
        responses: {
            /** @description The provider */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Provider"];
                };
            };
            /** @description `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `super_admin_required`: Only a super admin may do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: It conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the provider. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The provider */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Provider"];
                };
            };
            /** @description `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the provider. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderWrite"];
            };
        };
        responses: {
            /** @description The provider */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Provider"];
                };
            };
            /** @description `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `super_admin_required`: Only a super admin may do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: It conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteProvider: {
        parameters: {
            query?: {
                /** @description `true`: also when it was used this month. */
                force?: "true" | "false";
            };
            header?: never;
            path: {
                /** @description Id or slug of the provider. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `super_admin_required`: Only a super admin may do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `provider_in_use`: The provider has usage this month */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchProvider: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the provider. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProviderPatch"];
            };
        };
        responses: {
            /** @description The provider */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Provider"];
                };
            };
            /** @description `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `super_admin_required`: Only a super admin may do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: It conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listModels: {
        parameters: {
            query?: {
                /** @description At most 200. */
                limit?: number;
                offset?: number;
                search?: string;
                ordering?: "sort_order" | "-sort_order" | "name" | "-name" | "created_at" | "-created_at";
                /** @description Slug or id. */
                provider?: string;
                capability?: components["schemas"]["Capability"];
                is_active?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of models */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelPage"];
                };
            };
            /** @description `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createModel: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelWrite"];
            };
        };
        responses: {
            /** @description The model */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `super_admin_required`: Only a super admin may do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: It conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    bulkReadModels: {
        parameters: {
            query: {
                /** @description Slugs, with commas between. */
                providers: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Models by slug */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelsByProvider"];
                };
            };
            /** @description `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    bulkCreateModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelBulkWrite"];
            };
        };
        responses: {
            /** @description The models, in the order sent */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelBulkCreated"];
                };
            };
            /** @description `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `super_admin_required`: Only a super admin may do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: It conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The model */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelWrite"];
            };
        };
        responses: {
            /** @description The model */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `super_admin_required`: Only a super admin may do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: It conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `super_admin_required`: Only a super admin may do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchModel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelPatch"];
            };
        };
        responses: {
            /** @description The model */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Model"];
                };
            };
            /** @description `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `super_admin_required`: Only a super admin may do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: It conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCapabilities: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All capabilities */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CapabilityList"];
                };
            };
            /** @description `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCapability: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                capability: components["schemas"]["Capability"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The capability */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CapabilityDefault"];
                };
            };
            /** @description `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putCapability: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                capability: components["schemas"]["Capability"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CapabilityDefaultPut"];
            };
        };
        responses: {
            /** @description The capability */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CapabilityDefault"];
                };
            };
            /** @description `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `super_admin_required`: Only a super admin may do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings that are stored */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsList"];
                };
            };
            /** @description `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Slug or id of the provider. */
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Slug or id of the provider. */
                provider: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingsChange"];
            };
        };
        responses: {
            /** @description The settings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `field_not_allowed`: Only a super admin may set this field. `access_denied`: No access to this model */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Slug or id of the provider. */
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Slug or id of the provider. */
                provider: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingsChange"];
            };
        };
        responses: {
            /** @description The settings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `field_not_allowed`: Only a super admin may set this field. `access_denied`: No access to this model */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAdminSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                /** @description Slug or id of the provider. */
                provider: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The settings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `super_admin_required`: Only a super admin may do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    putAdminSettings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
                /** @description Slug or id of the provider. */
                provider: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LimitsChange"];
            };
        };
        responses: {
            /** @description The settings */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
                };
            };
            /** @description `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `super_admin_required`: Only a super admin may do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAccessMatrix: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                /** @description Slug of the provider. */
                provider?: string;
                admins_limit?: number;
                admins_offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of the matrix */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessMatrix"];
                };
            };
            /** @description `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `super_admin_required`: Only a super admin may do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAccess: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                /** @description Slug of the provider. */
                provider?: string;
                /** @description The upstream model id. */
                model?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of models with your access to each */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccessPage"];
                };
            };
            /** @description `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getUsage: {
        parameters: {
            query?: {
                /** @description The current month when it is left out. */
                period?: string;
                /** @description Super admins: of one admin, exact. Left out: of all, from the roll-up. */
                admin?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageReport"];
                };
            };
            /** @description `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `field_not_allowed`: Only a super admin may set this field */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAdmins: {
        parameters: {
            query?: {
                /** @description At most 200. */
                limit?: number;
                offset?: number;
                search?: string;
                ordering?: "id" | "-id" | "email" | "-email";
                role?: "super_admin" | "admin";
                is_active?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of admins */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AdminPage"];
                };
            };
            /** @description `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `super_admin_required`: Only a super admin may do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createAdmin: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdminCreate"];
            };
        };
        responses: {
            /** @description The admin and their first key */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedAdmin"];
                };
            };
            /** @description `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `super_admin_required`: Only a super admin may do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: It conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAdmin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The admin */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Admin"];
                };
            };
            /** @description `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `super_admin_required`: Only a super admin may do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteAdmin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `super_admin_required`: Only a super admin may do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `last_super_admin`: The last active super admin stays */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchAdmin: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdminPatch"];
            };
        };
        responses: {
            /** @description The admin */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Admin"];
                };
            };
            /** @description `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `super_admin_required`: Only a super admin may do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: It conflicts with what is stored. `last_super_admin`: The last active super admin stays */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @description At most 200. */
                limit?: number;
                offset?: number;
                search?: string;
                ordering?: "id" | "-id";
                is_active?: "true" | "false";
                /** @description Super admins: keys of one admin. */
                admin?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of API keys, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyPage"];
                };
            };
            /** @description `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyCreate"];
            };
        };
        responses: {
            /** @description The key; it is not shown again */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            /** @description `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `field_not_allowed`: Only a super admin may set this field */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Revoked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyPatch"];
            };
        };
        responses: {
            /** @description The API key */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rotateApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyRotate"];
            };
        };
        responses: {
            /** @description The new key; it is not shown again */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedApiKey"];
                };
            };
            /** @description `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `conflict`: It conflicts with what is stored */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `unsupported_media_type`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAuditEvents: {
        parameters: {
            query?: {
                /** @description At most 200. */
                limit?: number;
                offset?: number;
                search?: string;
                ordering?: "id" | "-id";
                action?: string;
                target_type?: string;
                target_id?: string;
                /** @description Id of the admin who acted. */
                actor?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of events, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            /** @description `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `super_admin_required`: Only a super admin may do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
