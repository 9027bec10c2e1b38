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
    "/v1/videos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin a video
         * @description Answers a job. Its seconds are reserved until it has ended; ask for it with `GET /v1/videos/{id}`. A job that fails is not counted; one that nobody asks about is counted at its reservation after a day.
         */
        post: operations["createVideo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/videos/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a video of yours stands */
        get: operations["getVideo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/videos/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The bytes of a finished video of yours */
        get: operations["getVideoContent"];
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
         * @description To a provider that speaks OpenAI’s wire format the body goes as it is, with only the model’s name put in the provider’s own words. For every other protocol it is translated; a parameter that the protocol does not have is a 400 that names it. A call is charged once for an `Idempotency-Key`.
         */
        post: operations["createChatCompletion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Complete a text, whole or streamed
         * @description The older form of chat, for models that continue a text. To providers of another protocol it goes as a chat of one message.
         */
        post: operations["createCompletion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/responses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A response of OpenAI’s newer form, whole or streamed
         * @description To a provider that speaks OpenAI’s wire format the body goes as it is; for every other protocol it is translated, and what that cannot express or would have to store is a 400 that names it. `background: true` is refused. Tokens are metered; what a provider charges for its own tools besides, such as web searches, is not. A tool cannot name a model of its own.
         */
        post: operations["createResponse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/embeddings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Vectors of texts
         * @description Metered by its input tokens.
         */
        post: operations["createEmbedding"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/images/generations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Images of a description
         * @description Metered by the images in the answer, at the price of their size and quality, and by tokens where the provider names them. A size or quality that is `auto` or left out is priced as the dearest that the provider may choose.
         */
        post: operations["createImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/images/edits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Images edited by a description
         * @description A form with the images. Metered as `POST /v1/images/generations` is.
         */
        post: operations["editImage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/speech": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Text, spoken
         * @description Metered by the characters of `input`. Tokens are known only with `stream_format: sse`; for a model that has a price for them they are estimated otherwise.
         */
        post: operations["createSpeech"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/transcriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What was spoken, as text
         * @description Metered by the length of the audio, or by tokens: as the provider says, else as read from the file. The form may be as large as any body, 32 MiB.
         */
        post: operations["createTranscription"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audio/translations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What was spoken, as text in English
         * @description Goes to providers that speak OpenAI’s wire format. Metered by the length of the audio, or by tokens: as the provider says, else as read from the file. The form may be as large as any body, 32 MiB.
         */
        post: operations["createTranslation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/moderations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Whether texts or images may do harm
         * @description Goes to providers that speak OpenAI’s wire format. Metered by its input tokens, which are counted where the provider names none.
         */
        post: operations["createModeration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/rerank": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Documents by how well they answer a query
         * @description OpenAI has no such endpoint: this is the form that Cohere, Jina and vLLM share. Metered by its input tokens, which are counted where the provider names none.
         */
        post: operations["createRerank"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A message, whole or streamed, in Anthropic’s wire format
         * @description For models of providers that speak the protocol `anthropic`: the body goes to them as it is, with only the model’s name put in the provider’s own words. The key may stand in `x-api-key`. A call is charged once for an `Idempotency-Key`.
         */
        post: operations["createMessage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/count_tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The tokens that a message would have, in Anthropic’s wire format
         * @description It counts as one request, of no tokens and no cost.
         */
        post: operations["countMessageTokens"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1beta/models/{model}:generateContent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * An answer of a model, in Google’s wire format
         * @description For models of providers that speak the protocol `google`, named `provider/model_id` or by a bare model id: the body goes to them as it is. All of it is below `/v1` too, where Google’s own client looks by default. The key may stand in `x-goog-api-key`, never in the address. A model’s rules for parameters apply to `generationConfig`, in Google’s own names. A call is charged once for an `Idempotency-Key`.
         */
        post: operations["generateContent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1beta/models/{model}:streamGenerateContent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A streamed answer of a model, in Google’s wire format
         * @description For models of providers that speak the protocol `google`, named `provider/model_id` or by a bare model id: the body goes to them as it is. All of it is below `/v1` too, where Google’s own client looks by default. The key may stand in `x-goog-api-key`, never in the address. A model’s rules for parameters apply to `generationConfig`, in Google’s own names. A call is charged once for an `Idempotency-Key`.
         */
        post: operations["streamGenerateContent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1beta/models/{model}:embedContent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The vector of a text, in Google’s wire format */
        post: operations["embedContent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1beta/models/{model}:batchEmbedContents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The vectors of several texts, in Google’s wire format
         * @description What the official client calls to embed. It counts as one request.
         */
        post: operations["batchEmbedContents"];
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
    "/api/v1/ai/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A complete article for the web, in any language
         * @description From any chat model. An answer that is no complete article is shown to the model once more, with what is wrong with it; after that it is a 502. Each of the two is a call of its own: admitted, counted and billed.
         */
        post: operations["createArticle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Code for an instruction, and an explanation of it
         * @description From a model of the capability `code` or `chat`. An answer without code is shown to the model once more; after that it is a 502. Each of the two is a call of its own: admitted, counted and billed.
         */
        post: operations["createCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Images of a prompt
         * @description Whether they come as addresses or in base64 is the provider’s. `size`, `quality` and `style` are in its words, and sent only where they are given. Metered as `POST /v1/images/generations` is.
         */
        post: operations["drawImages"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * A text, spoken
         * @description Metered by the characters of `text`. Who spoke it is in the headers `x-gatehouse-…`.
         */
        post: operations["speak"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/transcriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What was spoken, as text
         * @description A form with the audio, up to 32 MiB. Metered as `POST /v1/audio/transcriptions` is.
         */
        post: operations["transcribe"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/embeddings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Vectors of texts
         * @description Metered by its input tokens.
         */
        post: operations["embed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/video": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin a video of a prompt
         * @description Answers a job at once. Ask for it with `GET /api/v1/ai/video/{job}`, every few seconds, until it is `completed` or `failed`; it is the same job under `/v1/videos`. Reserved and counted as there.
         */
        post: operations["makeVideo"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/video/{job}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How a video of yours stands */
        get: operations["getVideoJob"];
        put?: never;
        post?: never;
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
    "/api/v1/ai/models/{id}/prices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What a model has cost, and when
         * @description A call is charged at the price at which it was admitted, whatever came after.
         */
        get: operations["listModelPrices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/providers/{id}/sync-models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Compare a provider’s models with its own list, and bring them in line
         * @description A dry run unless `dry_run` is `false`. Adds what is new, updates token limits, switches off what the provider no longer lists; deletes nothing.
         */
        post: operations["syncModels"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/providers/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One real, free call with the shared key: does it work, and how fast */
        post: operations["testProvider"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
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
    "/api/v1/ai/policy": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The limits of normal admins of whom nothing else is said */
        get: operations["getPolicy"];
        /**
         * Replace the default policy; in force everywhere when this answers
         * @description What is left out is as it is without a policy: `DEFAULT_MONTHLY_LIMIT` requests at each provider, nothing else; `null` is no limit. Once a policy is stored it is the whole truth. Super admins are bound only by limits that are set on themselves.
         */
        put: operations["putPolicy"];
        post?: never;
        /** Remove the default policy: what the configuration says holds again */
        delete: operations["deletePolicy"];
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
        /**
         * Requests, tokens, cost, errors and latency of a month or of days: your own; for a super admin, everybody’s
         * @description Up to this moment, and the sum of its parts: all of it is of one source. A call belongs to the UTC day on which it began. `format=csv` answers a file of the groups (RFC 4180); a text in it that a spreadsheet would take for a formula begins with an apostrophe.
         */
        get: operations["getUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What changes, as it happens: access, limits, thresholds, revoked keys
         * @description Server-sent events of your own account and of what concerns everybody; a super admin hears those of all admins too. The first event is `ready`; without `Last-Event-ID` the stream begins there. With it nothing is left out or repeated, as long as no more than 1,000 events were missed: else the first event is `reset`, and what you have is to be loaded anew. A stream ends with its key, with a change of your role, and whenever a connection breaks: come back with the last id, as every client of server-sent events does by itself.
         */
        get: operations["listenToEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/requests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * AI calls, newest first: your own; for a super admin, everybody’s
         * @description As long as the ledgers remember them: 30 days, and 20,000 calls of each admin, unless configured otherwise. Nothing of what was asked or answered is kept.
         */
        get: operations["listRequests"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/ai/requests/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is remembered of one AI call: its attempts, what it used, and where those figures came from
         * @description Your own; for a super admin, anybody’s. Nothing of what was asked or answered is kept.
         */
        get: operations["getRequest"];
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
        /** Change an admin; role, switch and limits are in force when this answers */
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
        /**
         * A new API key, shown once
         * @description A normal admin may set rate limits of their own key as long as none is looser than the one that the default policy has for keys.
         */
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
        /**
         * Rename, restrict, limit or expire an API key
         * @description A normal admin may set rate limits of their own key as long as none is looser than the one that holds now.
         */
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
        OpenAiProviderConfig: {
            /** @description Sent with every call. */
            headers?: {
                [key: string]: string;
            };
            /** @description Milliseconds. Defaults: {"headersMs":300000,"idleMs":120000,"totalMs":900000}. */
            timeouts?: {
                headers_ms?: number;
                idle_ms?: number;
                total_ms?: number;
            };
            /** @description How often a call that the provider certainly did not serve (it was unreachable, or answered 408, 429 or 5xx before any output) is sent again, and the longest wait for that. Defaults: {"maxRetries":0,"maxWaitMs":5000}. */
            retry?: {
                max_retries?: number;
                max_wait_ms?: number;
            };
            /** @description Query parameters of every call. */
            query?: {
                [key: string]: string;
            };
            /** @description How the key is sent. `openai`: bearer unless said otherwise; `azure`: header `api-key`. */
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
                completions?: string;
                responses?: string;
                embeddings?: string;
                image_generations?: string;
                image_edits?: string;
                speech?: string;
                transcriptions?: string;
                translations?: string;
                video_create?: string;
                moderations?: string;
                rerank?: string;
                models?: string;
            };
        };
        AzureProviderConfig: {
            /** @description Sent with every call. */
            headers?: {
                [key: string]: string;
            };
            /** @description Milliseconds. Defaults: {"headersMs":300000,"idleMs":120000,"totalMs":900000}. */
            timeouts?: {
                headers_ms?: number;
                idle_ms?: number;
                total_ms?: number;
            };
            /** @description How often a call that the provider certainly did not serve (it was unreachable, or answered 408, 429 or 5xx before any output) is sent again, and the longest wait for that. Defaults: {"maxRetries":0,"maxWaitMs":5000}. */
            retry?: {
                max_retries?: number;
                max_wait_ms?: number;
            };
            /** @description Query parameters of every call. */
            query?: {
                [key: string]: string;
            };
            /** @description How the key is sent. `openai`: bearer unless said otherwise; `azure`: header `api-key`. */
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
                completions?: string;
                responses?: string;
                embeddings?: string;
                image_generations?: string;
                image_edits?: string;
                speech?: string;
                transcriptions?: string;
                translations?: string;
                video_create?: string;
                moderations?: string;
                rerank?: string;
                models?: string;
            };
        };
        BedrockProviderConfig: {
            /** @description Sent with every call. */
            headers?: {
                [key: string]: string;
            };
            /** @description Milliseconds. Defaults: {"headersMs":300000,"idleMs":120000,"totalMs":900000}. */
            timeouts?: {
                headers_ms?: number;
                idle_ms?: number;
                total_ms?: number;
            };
            /** @description How often a call that the provider certainly did not serve (it was unreachable, or answered 408, 429 or 5xx before any output) is sent again, and the longest wait for that. Defaults: {"maxRetries":0,"maxWaitMs":5000}. */
            retry?: {
                max_retries?: number;
                max_wait_ms?: number;
            };
            /**
             * @description The region that requests are signed for.
             * @example us-east-1
             */
            region: string;
        };
        VertexProviderConfig: {
            /** @description Sent with every call. */
            headers?: {
                [key: string]: string;
            };
            /** @description Milliseconds. Defaults: {"headersMs":300000,"idleMs":120000,"totalMs":900000}. */
            timeouts?: {
                headers_ms?: number;
                idle_ms?: number;
                total_ms?: number;
            };
            /** @description How often a call that the provider certainly did not serve (it was unreachable, or answered 408, 429 or 5xx before any output) is sent again, and the longest wait for that. Defaults: {"maxRetries":0,"maxWaitMs":5000}. */
            retry?: {
                max_retries?: number;
                max_wait_ms?: number;
            };
            /** @description Query parameters of every call. */
            query?: {
                [key: string]: string;
            };
            /** @description The project of the service account unless said otherwise. Unused with an API key. */
            project?: string;
            /**
             * @description `global` unless said otherwise. Unused with an API key.
             * @example europe-west1
             */
            location?: string;
        };
        CommonProviderConfig: {
            /** @description Sent with every call. */
            headers?: {
                [key: string]: string;
            };
            /** @description Milliseconds. Defaults: {"headersMs":300000,"idleMs":120000,"totalMs":900000}. */
            timeouts?: {
                headers_ms?: number;
                idle_ms?: number;
                total_ms?: number;
            };
            /** @description How often a call that the provider certainly did not serve (it was unreachable, or answered 408, 429 or 5xx before any output) is sent again, and the longest wait for that. Defaults: {"maxRetries":0,"maxWaitMs":5000}. */
            retry?: {
                max_retries?: number;
                max_wait_ms?: number;
            };
            /** @description Query parameters of every call. */
            query?: {
                [key: string]: string;
            };
        };
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
        Video: {
            id: string;
            object?: string | null;
            /** @description `queued`, `in_progress`, `completed` or `failed`. */
            status: string;
            progress?: number | null;
            model?: string | null;
            seconds?: string | number | null;
            size?: string | null;
            error?: ({
                code?: string | null;
                message?: string | null;
            } & {
                [key: string]: unknown;
            }) | null;
        } & {
            [key: string]: unknown;
        };
        VideoRequest: {
            /**
             * @description `provider/model_id`, a bare model id, or `default`.
             * @example sandbox/chat
             */
            model?: string;
            /** @example A lighthouse in a storm */
            prompt: string;
            /** @example 4 */
            seconds?: string | number | null;
            /** @example 1280x720 */
            size?: string | null;
        } & {
            [key: string]: unknown;
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
        Completion: {
            id: string;
            /** @enum {string} */
            object: "text_completion";
            created: number;
            model: string;
            choices: ({
                index: number;
                text: string;
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
        CompletionRequest: {
            /**
             * @description `provider/model_id`, a bare model id, or `default`.
             * @example sandbox/chat
             */
            model?: string;
            /**
             * @description Text, several texts, or either as lists of tokens.
             * @example Hello
             */
            prompt: string | unknown[] | null;
            stream?: boolean | null;
            stream_options?: ({
                include_usage?: boolean | null;
            } & {
                [key: string]: unknown;
            }) | null;
            max_tokens?: number | null;
            n?: number | null;
            best_of?: number | null;
        } & {
            [key: string]: unknown;
        };
        ModelResponse: {
            id: string;
            /** @enum {string} */
            object: "response";
            created_at: number;
            model: string;
            /** @description `completed`, `incomplete` or `failed`. */
            status?: string;
            output: ({
                type: string;
            } & {
                [key: string]: unknown;
            })[];
            usage?: ({
                input_tokens: number;
                output_tokens: number;
                total_tokens: number;
            } & {
                [key: string]: unknown;
            }) | null;
        } & {
            [key: string]: unknown;
        };
        ResponseRequest: {
            /**
             * @description `provider/model_id`, a bare model id, or `default`.
             * @example sandbox/chat
             */
            model?: string;
            /**
             * @description Text, or a list of items.
             * @example Hello
             */
            input?: string | unknown[] | null;
            tools?: {
                [key: string]: unknown;
            }[] | null;
            max_output_tokens?: number | null;
            stream?: boolean | null;
            /** @description `true` is refused: it would go on unmetered. */
            background?: boolean | null;
        } & {
            [key: string]: unknown;
        };
        EmbeddingList: {
            /** @enum {string} */
            object: "list";
            model: string;
            data: ({
                /** @enum {string} */
                object: "embedding";
                index: number;
                /** @description A string for `encoding_format: base64`: 32-bit floats, little-endian. */
                embedding: number[] | string;
            } & {
                [key: string]: unknown;
            })[];
            usage?: {
                prompt_tokens: number;
                total_tokens: number;
            } & {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        EmbeddingRequest: {
            /**
             * @description `provider/model_id`, a bare model id, or `default`.
             * @example sandbox/chat
             */
            model?: string;
            /**
             * @description Text, several texts, or either as lists of tokens.
             * @example Hello
             */
            input: string | unknown[];
        } & {
            [key: string]: unknown;
        };
        ImageList: {
            created: number;
            data: ({
                b64_json?: string;
                url?: string;
                revised_prompt?: string;
            } & {
                [key: string]: unknown;
            })[];
            usage?: {
                input_tokens: number;
                output_tokens: number;
                total_tokens: number;
            } & {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        ImageRequest: {
            /**
             * @description `provider/model_id`, a bare model id, or `default`.
             * @example sandbox/chat
             */
            model?: string;
            /** @example A lighthouse in a storm */
            prompt: string;
            n?: number | null;
            /** @example 1024x1024 */
            size?: string | null;
            /** @example high */
            quality?: string | null;
            stream?: boolean | null;
            svg?: {
                [key: string]: unknown;
            } | null;
        } & {
            [key: string]: unknown;
        };
        ImageEditRequest: {
            /**
             * @description `provider/model_id`, a bare model id, or `default`.
             * @example sandbox/chat
             */
            model?: string;
            /** @example A lighthouse in a storm */
            prompt: string;
            /**
             * Format: binary
             * @description The image to edit.
             */
            image?: string;
            /** @description Or several. */
            "image[]"?: string[];
            /**
             * Format: binary
             * @description Clear where the image is to be edited.
             */
            mask?: string;
            n?: string;
            /** @example 1024x1024 */
            size?: string | null;
            /** @example high */
            quality?: string | null;
            /** @enum {string} */
            stream?: "true" | "false";
            "svg[model]"?: string;
        } & {
            [key: string]: unknown;
        };
        SpeechRequest: {
            /**
             * @description `provider/model_id`, a bare model id, or `default`.
             * @example sandbox/chat
             */
            model?: string;
            /** @example Hello */
            input: string;
            /** @description `sse` for server-sent events. */
            stream_format?: string | null;
        } & {
            [key: string]: unknown;
        };
        Transcription: {
            text: string;
            /** @description Seconds, in the verbose form. */
            duration?: number;
            segments?: ({
                start: number;
                end: number;
                text: string;
            } & {
                [key: string]: unknown;
            })[];
            usage?: {
                /** @description `duration` or `tokens`. */
                type: string;
            } & {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        TranscriptionRequest: {
            /**
             * @description `provider/model_id`, a bare model id, or `default`.
             * @example sandbox/chat
             */
            model?: string;
            /**
             * Format: binary
             * @description The audio.
             */
            file: string;
            /** @description Text before it, in the same language. */
            prompt?: string;
            /** @enum {string} */
            stream?: "true" | "false";
        } & {
            [key: string]: unknown;
        };
        Moderation: {
            id: string;
            model: string;
            results: ({
                flagged: boolean;
                categories: {
                    [key: string]: boolean;
                };
                category_scores: {
                    [key: string]: number;
                };
            } & {
                [key: string]: unknown;
            })[];
        } & {
            [key: string]: unknown;
        };
        ModerationRequest: {
            /**
             * @description `provider/model_id`, a bare model id, or `default`.
             * @example sandbox/chat
             */
            model?: string;
            /**
             * @description Text, several texts, or parts of text and images.
             * @example Hello
             */
            input: string | unknown[];
        } & {
            [key: string]: unknown;
        };
        RerankResult: {
            results: ({
                /** @description Of the document in the request. */
                index: number;
                relevance_score: number;
            } & {
                [key: string]: unknown;
            })[];
        } & {
            [key: string]: unknown;
        };
        RerankRequest: {
            /**
             * @description `provider/model_id`, a bare model id, or `default`.
             * @example sandbox/chat
             */
            model?: string;
            /** @example Who wrote it? */
            query: string;
            /**
             * @description Texts, or objects with a `text`.
             * @example [
             *       "Ada wrote it.",
             *       "It rained."
             *     ]
             */
            documents: unknown[];
        } & {
            [key: string]: unknown;
        };
        Message: {
            id: string;
            /** @enum {string} */
            type: "message";
            /** @enum {string} */
            role: "assistant";
            model: string;
            content: ({
                type: string;
            } & {
                [key: string]: unknown;
            })[];
            stop_reason: string | null;
            usage: {
                input_tokens: number;
                output_tokens: number;
            } & {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        AnthropicError: {
            /** @enum {string} */
            type: "error";
            error: {
                type: string;
                message: string;
            };
            request_id: string;
        };
        MessageRequest: {
            /**
             * @description `provider/model_id`, a bare model id, or `default`.
             * @example anthropic/claude-haiku-4-5
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
            tools?: {
                [key: string]: unknown;
            }[] | null;
            /** @example 1024 */
            max_tokens?: number;
            stream?: boolean;
            /** @description Other models than `model` cannot be named. */
            fallbacks?: null;
        } & {
            [key: string]: unknown;
        };
        MessageTokens: {
            input_tokens: number;
        } & {
            [key: string]: unknown;
        };
        MessageTokensRequest: {
            /**
             * @description `provider/model_id`, a bare model id, or `default`.
             * @example anthropic/claude-haiku-4-5
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
            tools?: {
                [key: string]: unknown;
            }[] | null;
        } & {
            [key: string]: unknown;
        };
        GenerateContentResponse: {
            candidates?: ({
                finishReason?: string;
            } & {
                [key: string]: unknown;
            })[];
            usageMetadata?: {
                promptTokenCount?: number;
                candidatesTokenCount?: number;
                thoughtsTokenCount?: number;
            } & {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        GeminiError: {
            error: {
                code: number;
                message: string;
                status: string;
            };
        };
        GenerateContentRequest: {
            /**
             * @example [
             *       {
             *         "role": "user",
             *         "parts": [
             *           {
             *             "text": "Hello"
             *           }
             *         ]
             *       }
             *     ]
             */
            contents: {
                [key: string]: unknown;
            }[];
            generationConfig?: {
                [key: string]: unknown;
            };
            generation_config?: {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        EmbedContentResponse: {
            embedding: {
                values: number[];
            } & {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        EmbedContentRequest: {
            /**
             * @description A turn: `role` and `parts`.
             * @example {
             *       "parts": [
             *         {
             *           "text": "Hello"
             *         }
             *       ]
             *     }
             */
            content: {
                [key: string]: unknown;
            };
        } & {
            [key: string]: unknown;
        };
        BatchEmbedContentsResponse: {
            embeddings: ({
                values: number[];
            } & {
                [key: string]: unknown;
            })[];
        } & {
            [key: string]: unknown;
        };
        BatchEmbedContentsRequest: {
            requests: components["schemas"]["EmbedContentRequest"][];
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
        Article: {
            /** @description This and all other texts but `content` are plain text, not HTML. */
            title: string;
            /** @description At most 60 characters. */
            meta_title: string;
            /** @description 50 to 160 characters. */
            meta_description: string;
            /**
             * @description Of the title, in its own script.
             * @example how-a-moka-pot-works
             */
            slug: string;
            /** @description Those of `content`, in order. */
            headings: {
                level: number;
                text: string;
            }[];
            /** @description HTML without the title. Only elements of text, lists and tables, and links to the web; no scripts. */
            content: string;
            /** @description Those that were asked for, then the model’s own. */
            keywords: string[];
            /** @description Those that were asked for and that `content` does not mention. */
            missing_keywords: string[];
            /** @description Of the text of `content`, by the rules of its language. */
            word_count: number;
            word_count_requested: number;
            /** @description Within 20 % of what was asked for. */
            word_count_within_tolerance: boolean;
            /**
             * @description BCP 47 tag.
             * @example fa
             */
            language: string;
            /** @enum {string} */
            direction: "ltr" | "rtl";
            /** @description The first answer did not have the form, so the model was asked again: two calls are counted. The second one’s record is under the `x-request-id` with `_repair` after it. */
            repaired: boolean;
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
        ArticleRequest: {
            /** @example How a moka pot works */
            topic: string;
            /** @default 800 */
            word_count?: number;
            /**
             * @default professional
             * @enum {string}
             */
            tone?: "professional" | "casual" | "formal" | "friendly" | "technical";
            /**
             * @description A BCP 47 tag, or a language’s name.
             * @default en
             * @example fa
             */
            language?: string;
            /** @default [] */
            keywords?: string[];
            /**
             * @description Slug of the provider.
             * @example sandbox
             */
            provider?: string;
            /** @description The upstream model id with `provider`, else a full name. Left out: the default. */
            model?: string;
        };
        Code: {
            code: string;
            /** @description Markdown. Empty when the model gave none. */
            explanation: string;
            /**
             * @description As it was asked for, else as the model named it.
             * @example TypeScript
             */
            language: string | null;
            /** @description The first answer did not have the form, so the model was asked again: two calls are counted. The second one’s record is under the `x-request-id` with `_repair` after it. */
            repaired: boolean;
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
        CodeRequest: {
            /** @example A function that says whether a year is a leap year */
            instruction: string;
            /** @example TypeScript */
            language?: string;
            /** @description Code or anything else that it has to fit. */
            context?: string;
            /**
             * @description Slug of the provider.
             * @example sandbox
             */
            provider?: string;
            /** @description The upstream model id with `provider`, else a full name. Left out: the default. */
            model?: string;
        };
        SimpleImages: {
            images: {
                /** @description Where it is, often for an hour only, or a data URL. */
                url: string | null;
                /** @description The image itself in base64. This or `url` is there. */
                b64_json: string | null;
                /**
                 * @description As the image itself shows. `null` for one elsewhere.
                 * @example image/png
                 */
                media_type: string | null;
                /** @description What the provider made of the prompt. */
                revised_prompt: string | null;
            }[];
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
        SimpleImageRequest: {
            /** @example A lighthouse in a storm */
            prompt: string;
            /** @example 1024x1024 */
            size?: string;
            /** @example high */
            quality?: string;
            /** @example vivid */
            style?: string;
            /** @description How many. Left out: one. */
            n?: number;
            /**
             * @description Slug of the provider.
             * @example sandbox
             */
            provider?: string;
            /** @description The upstream model id with `provider`, else a full name. Left out: the default. */
            model?: string;
        };
        SimpleSpeechRequest: {
            /** @example Hello */
            text: string;
            /**
             * @description In the provider’s words. Left out, none is sent: the provider’s own default speaks, and one that has none says so. A model can be given one: `parameters.default.voice` in its `config`.
             * @example alloy
             */
            voice?: string;
            speed?: number;
            /**
             * @description Left out: the provider’s own. The content type of the answer says what it is.
             * @enum {string}
             */
            response_format?: "mp3" | "opus" | "aac" | "flac" | "wav" | "pcm";
            /** @description How to speak. */
            instructions?: string;
            /**
             * @description Slug of the provider.
             * @example sandbox
             */
            provider?: string;
            /** @description The upstream model id with `provider`, else a full name. Left out: the default. */
            model?: string;
        };
        SimpleTranscript: {
            text: string;
            /**
             * @description As the provider names it.
             * @example english
             */
            language: string | null;
            /** @description Of the audio, as the provider says. */
            duration_seconds: number | null;
            /** @description In seconds. `null`: the provider gave none. */
            segments: {
                start: number;
                end: number;
                text: string;
            }[] | null;
            provider: string;
            model: string;
            /** @enum {string} */
            key_source: "shared" | "personal";
            generation_time_ms: number;
        };
        SimpleTranscriptionRequest: {
            /**
             * Format: binary
             * @description The audio.
             */
            file: string;
            /**
             * @description As an ISO 639-1 code.
             * @example fa
             */
            language?: string;
            /** @description Text before it, in the same language. */
            prompt?: string;
            /**
             * @description With times: `response_format: verbose_json` is asked for, which some models refuse, such as OpenAI’s `gpt-4o-transcribe`.
             * @default false
             * @enum {string}
             */
            segments?: "true" | "false";
            /**
             * @description Slug of the provider.
             * @example sandbox
             */
            provider?: string;
            /** @description The upstream model id with `provider`, else a full name. Left out: the default. */
            model?: string;
        };
        SimpleEmbeddings: {
            /** @description A vector for each input, in their order. */
            embeddings: number[][];
            /** @description How long each vector is. */
            dimensions: number;
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
        SimpleEmbeddingRequest: {
            /**
             * @example [
             *       "Hello",
             *       "Bonjour"
             *     ]
             */
            input: string | string[];
            /**
             * @description How long the vectors are to be, for models that can choose.
             * @example 256
             */
            dimensions?: number;
            /**
             * @description Slug of the provider.
             * @example sandbox
             */
            provider?: string;
            /** @description The upstream model id with `provider`, else a full name. Left out: the default. */
            model?: string;
        };
        SimpleVideo: {
            job: string;
            /**
             * @description A word of the provider for something else is `in_progress`: the job has not ended.
             * @enum {string}
             */
            status: "queued" | "in_progress" | "completed" | "failed";
            /** @description Of 100. `null`: the provider does not say. */
            progress: number | null;
            seconds: number | null;
            size: string | null;
            /** @description Where the bytes of a completed video are, for the same caller. */
            content_url: string | null;
            /** @description Why it failed, in the provider’s words. */
            error: {
                code: string | null;
                message: string | null;
            } | null;
            provider: string;
            model: string;
            /** @enum {string} */
            key_source: "shared" | "personal";
        };
        SimpleVideoRequest: {
            /** @example A lighthouse in a storm */
            prompt: string;
            /** @example 1280x720 */
            size?: string;
            /**
             * @description Which lengths there are is the provider’s.
             * @example 4
             */
            seconds?: number;
            /**
             * @description Slug of the provider.
             * @example sandbox
             */
            provider?: string;
            /** @description The upstream model id with `provider`, else a full name. Left out: the default. */
            model?: string;
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
            /** @description For super admins. As the protocol has it. */
            config: (({
                [key: string]: unknown;
            } | components["schemas"]["OpenAiProviderConfig"] | components["schemas"]["AzureProviderConfig"] | components["schemas"]["BedrockProviderConfig"] | components["schemas"]["VertexProviderConfig"] | components["schemas"]["CommonProviderConfig"] | null) | null) | components["schemas"]["OpenAiProviderConfig"] | components["schemas"]["AzureProviderConfig"] | components["schemas"]["BedrockProviderConfig"] | components["schemas"]["VertexProviderConfig"] | components["schemas"]["CommonProviderConfig"] | null;
            /** @description Requests a UTC month of each normal admin who has no limit of their own here. `null`: the default policy’s. */
            default_monthly_limit: number | null;
            /** @description USD a UTC month of each normal admin who has no limit of their own here. `null`: the default policy’s. Six decimals at most. */
            default_monthly_budget_usd: number | null;
            /** @description Input and output tokens a UTC month of each normal admin who has no limit of their own here. `null`: the default policy’s. */
            default_monthly_token_limit: number | null;
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
        ProviderWrite: {
            /** @example DeepSeek */
            name: string;
            /**
             * @description Made from the name when it is left out.
             * @example deepseek
             */
            slug?: string;
            /**
             * @description The protocol’s own service when it is left out, where there is one.
             * @example https://api.deepseek.com/v1
             */
            api_base_url?: string;
            display_name?: string;
            /** @default  */
            description?: string;
            /** @default  */
            website?: "" | string;
            /**
             * @description How the provider is spoken to. Whoever speaks OpenAI’s wire format is `openai`, whatever the name.
             * @default openai
             * @enum {string}
             */
            protocol?: "openai" | "azure" | "anthropic" | "google" | "google-vertex" | "amazon-bedrock" | "mistral" | "cohere" | "xai" | "groq" | "deepseek" | "perplexity" | "fireworks" | "togetherai" | "huggingface" | "replicate" | "fal" | "luma" | "black-forest-labs" | "elevenlabs" | "deepgram" | "assemblyai" | "hume" | "lmnt" | "workers-ai";
            /** @default true */
            allow_personal_keys?: boolean;
            /** @default false */
            allow_shared_for_normal_admins?: boolean;
            /**
             * @description What deviates from the ordinary, as the protocol has it.
             * @default {}
             */
            config?: {
                [key: string]: unknown;
            } | components["schemas"]["OpenAiProviderConfig"] | components["schemas"]["AzureProviderConfig"] | components["schemas"]["BedrockProviderConfig"] | components["schemas"]["VertexProviderConfig"] | components["schemas"]["CommonProviderConfig"];
            /**
             * @description Requests a UTC month of each normal admin who has no limit of their own here. `null`: the default policy’s.
             * @default null
             */
            default_monthly_limit?: number | null;
            /**
             * @description USD a UTC month of each normal admin who has no limit of their own here. `null`: the default policy’s. Six decimals at most.
             * @default null
             */
            default_monthly_budget_usd?: number | null;
            /**
             * @description Input and output tokens a UTC month of each normal admin who has no limit of their own here. `null`: the default policy’s.
             * @default null
             */
            default_monthly_token_limit?: number | null;
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
            /**
             * @description How the provider is spoken to. Whoever speaks OpenAI’s wire format is `openai`, whatever the name.
             * @enum {string}
             */
            protocol?: "openai" | "azure" | "anthropic" | "google" | "google-vertex" | "amazon-bedrock" | "mistral" | "cohere" | "xai" | "groq" | "deepseek" | "perplexity" | "fireworks" | "togetherai" | "huggingface" | "replicate" | "fal" | "luma" | "black-forest-labs" | "elevenlabs" | "deepgram" | "assemblyai" | "hume" | "lmnt" | "workers-ai";
            /** @example https://api.deepseek.com/v1 */
            api_base_url?: string;
            allow_personal_keys?: boolean;
            allow_shared_for_normal_admins?: boolean;
            /** @description What deviates from the ordinary, as the protocol has it. */
            config?: {
                [key: string]: unknown;
            } | components["schemas"]["OpenAiProviderConfig"] | components["schemas"]["AzureProviderConfig"] | components["schemas"]["BedrockProviderConfig"] | components["schemas"]["VertexProviderConfig"] | components["schemas"]["CommonProviderConfig"];
            /** @description Requests a UTC month of each normal admin who has no limit of their own here. `null`: the default policy’s. */
            default_monthly_limit?: number | null;
            /** @description USD a UTC month of each normal admin who has no limit of their own here. `null`: the default policy’s. Six decimals at most. */
            default_monthly_budget_usd?: number | null;
            /** @description Input and output tokens a UTC month of each normal admin who has no limit of their own here. `null`: the default policy’s. */
            default_monthly_token_limit?: number | null;
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
            config: components["schemas"]["ModelConfig"];
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
            /** @description USD per million reasoning tokens, in place of `pricing_output`. `null`: none. */
            pricing_reasoning: number | null;
            /** @description USD per request, beside what it uses. `null`: none. */
            pricing_request: number | null;
            /** @description USD per image. `null`: none. */
            pricing_image: number | null;
            /** @description USD per image of a size and quality (`null`: any), before `pricing_image`. The first that fits a call is its price. */
            pricing_image_variants: {
                /**
                 * @default null
                 * @example 1024x1024
                 */
                size?: string | null;
                /**
                 * @default null
                 * @example hd
                 */
                quality?: string | null;
                /** @description USD, six decimals at most. */
                price: number;
            }[];
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
        ModelConfig: {
            /** @description Applied to every call of the model before it is sent: drop, rename, default, clamp. */
            parameters?: {
                /**
                 * @description Never sent.
                 * @example [
                 *       "seed"
                 *     ]
                 */
                drop?: string[];
                /**
                 * @description Sent under another name.
                 * @example {
                 *       "max_tokens": "max_completion_tokens"
                 *     }
                 */
                rename?: {
                    [key: string]: string;
                };
                /**
                 * @description Sent where the caller says nothing.
                 * @example {
                 *       "temperature": 0.7
                 *     }
                 */
                default?: {
                    [key: string]: unknown;
                };
                /**
                 * @description Brought into a range.
                 * @example {
                 *       "temperature": {
                 *         "max": 1
                 *       }
                 *     }
                 */
                clamp?: {
                    [key: string]: {
                        min?: number;
                        max?: number;
                    };
                };
            };
            /**
             * @description Models as `provider/model_id`, tried in this order when this one certainly did not serve the call (unreachable, 408, 429, 5xx). Never from a personal to a shared key.
             * @example [
             *       "openai/gpt-5-mini"
             *     ]
             */
            fallbacks?: string[];
        };
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
            /** @description Input and output tokens of these calls; of those under way, what is reserved. */
            tokens: number;
            /** @description What these calls cost; of those under way, what is reserved. */
            cost_usd: number;
            /** @description Your requests a month at this provider. `null`: no limit here. */
            monthly_limit: number | null;
            /** @description Requests that are left this month: the least of what your limits here and over all providers leave. `null`: neither is set. */
            remaining: number | null;
            /** @description The same for input and output tokens. */
            monthly_token_limit: number | null;
            /** @description What is left of them, likewise. */
            remaining_tokens: number | null;
            /** @description The same in USD. */
            monthly_budget_usd: number | null;
            /** @description What is left of it, likewise. */
            remaining_budget_usd: number | null;
            /** @description When the month ends. */
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
            config?: components["schemas"]["ModelConfig"];
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
            /** @description USD per million reasoning tokens, in place of `pricing_output`. `null`: none. */
            pricing_reasoning?: number | null;
            /** @description USD per request, beside what it uses. `null`: none. */
            pricing_request?: number | null;
            /** @description USD per image. `null`: none. */
            pricing_image?: number | null;
            /** @description USD per image of a size and quality (`null`: any), before `pricing_image`. The first that fits a call is its price. */
            pricing_image_variants?: {
                /**
                 * @default null
                 * @example 1024x1024
                 */
                size?: string | null;
                /**
                 * @default null
                 * @example hd
                 */
                quality?: string | null;
                /** @description USD, six decimals at most. */
                price: number;
            }[];
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
        ModelPricePage: {
            count: number;
            next: string | null;
            previous: string | null;
            results: components["schemas"]["ModelPrice"][];
        };
        ModelPrice: {
            valid_from: string;
            /** @description `null`: it holds now. */
            valid_until: string | null;
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
            /** @description USD per million reasoning tokens, in place of `pricing_output`. `null`: none. */
            pricing_reasoning: number | null;
            /** @description USD per request, beside what it uses. `null`: none. */
            pricing_request: number | null;
            /** @description USD per image. `null`: none. */
            pricing_image: number | null;
            /** @description USD per image of a size and quality (`null`: any), before `pricing_image`. The first that fits a call is its price. */
            pricing_image_variants: {
                /**
                 * @default null
                 * @example 1024x1024
                 */
                size?: string | null;
                /**
                 * @default null
                 * @example hd
                 */
                quality?: string | null;
                /** @description USD, six decimals at most. */
                price: number;
            }[];
            /** @description USD per 1,000 characters. `null`: none. */
            pricing_characters: number | null;
            /** @description USD per minute of audio. `null`: none. */
            pricing_audio_minute: number | null;
            /** @description USD per second of video. `null`: none. */
            pricing_video_second: number | null;
        };
        ModelPatch: {
            /** @example deepseek-chat */
            model_id?: string;
            name?: string;
            display_name?: string;
            description?: string;
            capabilities?: components["schemas"]["Capability"][];
            config?: components["schemas"]["ModelConfig"];
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
            /** @description USD per million reasoning tokens, in place of `pricing_output`. `null`: none. */
            pricing_reasoning?: number | null;
            /** @description USD per request, beside what it uses. `null`: none. */
            pricing_request?: number | null;
            /** @description USD per image. `null`: none. */
            pricing_image?: number | null;
            /** @description USD per image of a size and quality (`null`: any), before `pricing_image`. The first that fits a call is its price. */
            pricing_image_variants?: {
                /**
                 * @default null
                 * @example 1024x1024
                 */
                size?: string | null;
                /**
                 * @default null
                 * @example hd
                 */
                quality?: string | null;
                /** @description USD, six decimals at most. */
                price: number;
            }[];
            /** @description USD per 1,000 characters. `null`: none. */
            pricing_characters?: number | null;
            /** @description USD per minute of audio. `null`: none. */
            pricing_audio_minute?: number | null;
            /** @description USD per second of video. `null`: none. */
            pricing_video_second?: number | null;
        };
        ModelSyncReport: {
            dry_run: boolean;
            /** @description Capabilities are guessed from the name where the provider does not say them. Prices are not known. */
            added: {
                model_id: string;
                display_name: string;
                capabilities: components["schemas"]["Capability"][];
                context_window: number | null;
                max_output_tokens: number | null;
            }[];
            changed: {
                id: number;
                model_id: string;
                changes: {
                    [key: string]: {
                        from: number | null;
                        to: number | null;
                    };
                };
            }[];
            /** @description Switched off, since the provider no longer lists them. Nothing is deleted. */
            retired: {
                id: number;
                model_id: string;
            }[];
            /** @description What cannot be a model here. */
            skipped: {
                model_id: string;
                reason: string;
            }[];
            unchanged: number;
        };
        ModelSyncRequest: {
            /**
             * @description `true`: nothing is written.
             * @default true
             */
            dry_run?: boolean;
            /** @description Only these models are added, changed or retired. All when it is left out. */
            model_ids?: string[];
            /**
             * @description `false`: models that the provider no longer lists stay as they are.
             * @default true
             */
            retire?: boolean;
        };
        ProviderTest: {
            ok: boolean;
            latency_ms: number;
            /** @description How many models the provider lists. */
            models_count: number | null;
            /** @description Why it does not work, in the provider’s words, without the key. */
            error: {
                code: string;
                status: number;
                message: string;
            } | null;
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
            /** @description Requests a UTC month at this provider. `null`: the default. */
            monthly_limit: number | null;
            /** @description USD a UTC month at this provider. `null`: the default. Six decimals at most. */
            monthly_budget_usd: number | null;
            /** @description Input and output tokens a UTC month at this provider. `null`: the default. */
            monthly_token_limit: number | null;
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
            /** @description Requests a UTC month at this provider. A super admin’s to set. `null`: the default of the provider, else of the policy. */
            monthly_limit?: number | null;
            /** @description USD a UTC month at this provider. A super admin’s to set. `null`: the default of the provider, else of the policy. Six decimals at most. */
            monthly_budget_usd?: number | null;
            /** @description Input and output tokens a UTC month at this provider. A super admin’s to set. `null`: the default of the provider, else of the policy. */
            monthly_token_limit?: number | null;
        };
        LimitsChange: {
            /** @description Requests a UTC month at this provider. A super admin’s to set. `null`: the default of the provider, else of the policy. */
            monthly_limit?: number | null;
            /** @description USD a UTC month at this provider. A super admin’s to set. `null`: the default of the provider, else of the policy. Six decimals at most. */
            monthly_budget_usd?: number | null;
            /** @description Input and output tokens a UTC month at this provider. A super admin’s to set. `null`: the default of the provider, else of the policy. */
            monthly_token_limit?: number | null;
            use_shared_api?: boolean;
            is_active?: boolean;
            /** @description `null` removes the personal key. It cannot be set for another. */
            personal_api_key?: null;
        };
        Policy: {
            /** @description `true`: no policy is stored, and this is what the configuration says (`DEFAULT_MONTHLY_LIMIT`). */
            is_default: boolean;
            /** @description Of an admin at each provider, where neither their settings nor the `default_…` fields of the provider say. */
            per_provider: {
                /** @description Requests a UTC month. `null`: none. */
                monthly_limit: number | null;
                /** @description USD a UTC month. `null`: none. Six decimals at most. */
                monthly_budget_usd: number | null;
                /** @description Input and output tokens a UTC month. `null`: none. */
                monthly_token_limit: number | null;
            };
            /** @description Of an admin over all providers, where they have none of their own. */
            per_admin: {
                /** @description Requests a UTC month. `null`: none. */
                monthly_limit: number | null;
                /** @description USD a UTC month. `null`: none. Six decimals at most. */
                monthly_budget_usd: number | null;
                /** @description Input and output tokens a UTC month. `null`: none. */
                monthly_token_limit: number | null;
                /** @description Requests in any sixty seconds. `null`: none. */
                requests_per_minute: number | null;
                /** @description Input and output tokens in any sixty seconds. `null`: none. */
                tokens_per_minute: number | null;
                /** @description Calls under way at once. `null`: none. */
                concurrent_calls: number | null;
            };
            /** @description Of each API key that has none of its own. */
            per_api_key: {
                /** @description Requests in any sixty seconds. `null`: none. */
                requests_per_minute: number | null;
                /** @description Input and output tokens in any sixty seconds. `null`: none. */
                tokens_per_minute: number | null;
                /** @description Calls under way at once. `null`: none. */
                concurrent_calls: number | null;
            };
            /** @description From how many per cent of a monthly limit on there is a warning. */
            warn_at_percent: number;
            updated_at: string | null;
        };
        PolicyWrite: {
            /** @description Of an admin at each provider, where neither their settings nor the `default_…` fields of the provider say. */
            per_provider?: {
                /** @description Requests a UTC month. `null`: none. */
                monthly_limit?: number | null;
                /** @description USD a UTC month. `null`: none. Six decimals at most. */
                monthly_budget_usd?: number | null;
                /** @description Input and output tokens a UTC month. `null`: none. */
                monthly_token_limit?: number | null;
            };
            /** @description Of an admin over all providers, where they have none of their own. */
            per_admin?: {
                /** @description Requests a UTC month. `null`: none. */
                monthly_limit?: number | null;
                /** @description USD a UTC month. `null`: none. Six decimals at most. */
                monthly_budget_usd?: number | null;
                /** @description Input and output tokens a UTC month. `null`: none. */
                monthly_token_limit?: number | null;
                /** @description Requests in any sixty seconds. `null`: none. */
                requests_per_minute?: number | null;
                /** @description Input and output tokens in any sixty seconds. `null`: none. */
                tokens_per_minute?: number | null;
                /** @description Calls under way at once. `null`: none. */
                concurrent_calls?: number | null;
            };
            /** @description Of each API key that has none of its own. */
            per_api_key?: {
                /** @description Requests in any sixty seconds. `null`: none. */
                requests_per_minute?: number | null;
                /** @description Input and output tokens in any sixty seconds. `null`: none. */
                tokens_per_minute?: number | null;
                /** @description Calls under way at once. `null`: none. */
                concurrent_calls?: number | null;
            };
            /**
             * @description From how many per cent of a monthly limit on there is a warning.
             * @default 80
             */
            warn_at_percent?: number;
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
                /**
                 * @description A UTC calendar month.
                 * @example 2026-11
                 */
                period: string;
                /** @description Your calls at this provider, those under way included. */
                requests: number;
                /** @description Input and output tokens of these calls; of those under way, what is reserved. */
                tokens: number;
                /** @description What these calls cost; of those under way, what is reserved. */
                cost_usd: number;
            };
            limit: {
                /** @description Your requests a month at this provider. `null`: no limit here. */
                monthly_limit: number | null;
                /** @description Requests that are left this month: the least of what your limits here and over all providers leave. `null`: neither is set. */
                remaining: number | null;
                /** @description The same for input and output tokens. */
                monthly_token_limit: number | null;
                /** @description What is left of them, likewise. */
                remaining_tokens: number | null;
                /** @description The same in USD. */
                monthly_budget_usd: number | null;
                /** @description What is left of it, likewise. */
                remaining_budget_usd: number | null;
                /** @description When the month ends. */
                resets_at: string;
            };
            /** @description Every limit that is set for a call of this model with the API key that you ask with. Each must leave room. */
            limits: components["schemas"]["AccessLimit"][];
            /** @description From how many per cent of a monthly limit on there is a warning. */
            warn_at_percent: number;
        };
        AccessLimit: {
            /**
             * @description What it counts: your calls at this provider, your calls over all providers, or the calls with the API key that you ask with.
             * @enum {string}
             */
            scope: "provider" | "admin" | "api_key";
            /**
             * @description `monthly_limit`: requests. `monthly_token_limit`: input and output tokens. `monthly_budget_usd`: USD. `requests_per_minute` and `tokens_per_minute`: in any sixty seconds. `concurrent_calls`: calls under way at once.
             * @enum {string}
             */
            name: "monthly_limit" | "monthly_token_limit" | "monthly_budget_usd" | "requests_per_minute" | "tokens_per_minute" | "concurrent_calls";
            /** @description The limit. */
            value: number;
            /** @description What counts against it now, calls under way included with what they have reserved. */
            used: number;
            /** @description What is left of it, never less than 0. */
            remaining: number;
            /**
             * @description Who says so. `settings`: your settings for the provider. `admin`, `api_key`: your account, the API key. `provider`: the provider’s default. `policy`: the default policy. `configuration`: `DEFAULT_MONTHLY_LIMIT`, while no policy is stored.
             * @enum {string}
             */
            source: "settings" | "admin" | "api_key" | "provider" | "policy" | "configuration";
            /** @description When the month ends; `null` for rates and calls at once. */
            resets_at: string | null;
        };
        UsageReport: {
            /**
             * @description `null`: days were asked for.
             * @example 2026-11
             */
            period: string | null;
            /**
             * @description The first UTC day of the report.
             * @example 2026-11-01
             */
            from: string;
            /**
             * @description The last UTC day of the report.
             * @example 2026-11-30
             */
            to: string;
            /**
             * @description `ledger`: exact to this moment. `roll_up`: there are too many admins to ask all their ledgers, so the last seconds may be missing.
             * @enum {string}
             */
            source: "ledger" | "roll_up";
            /** @description Under way at this moment, whatever the days of the report; of the admin and the provider that are named. `null` where that is not known: of a roll-up, and where another filter is given. */
            open_requests: number | null;
            totals: components["schemas"]["UsageFigures"];
            /** @description Every day from `from` to `to` or today, those without a call too. */
            by_day: {
                day: string;
                /** @description That were served, and are counted. */
                requests: number;
                /** @description Calls that failed (not in `requests`), or broke off after they had begun to be served. Where a fallback served, one of the model that did not. */
                errors: number;
                input_tokens: number;
                /** @description Part of `input_tokens`: read from a cache. */
                cached_input_tokens: number;
                /** @description Part of `input_tokens`: written to a cache. */
                cache_write_tokens: number;
                output_tokens: number;
                /** @description Part of `output_tokens`. */
                reasoning_tokens: number;
                images: number;
                /** @description Of text that was spoken. */
                characters: number;
                /** @description Of audio that was heard. */
                audio_seconds: number;
                /** @description Of video that was made. */
                video_seconds: number;
                cost_usd: number;
                /** @description Requests whose model had no known price: their cost is not in `cost_usd`. */
                unpriced_requests: number;
                /** @description From admission to the end of the answer, of calls that were served; true to 5 %. `null`: none was, or none said how long it took. */
                latency_ms: {
                    p50: number;
                    p95: number;
                    p99: number;
                } | null;
            }[];
            by_provider: {
                provider: string;
                /** @description That were served, and are counted. */
                requests: number;
                /** @description Calls that failed (not in `requests`), or broke off after they had begun to be served. Where a fallback served, one of the model that did not. */
                errors: number;
                input_tokens: number;
                /** @description Part of `input_tokens`: read from a cache. */
                cached_input_tokens: number;
                /** @description Part of `input_tokens`: written to a cache. */
                cache_write_tokens: number;
                output_tokens: number;
                /** @description Part of `output_tokens`. */
                reasoning_tokens: number;
                images: number;
                /** @description Of text that was spoken. */
                characters: number;
                /** @description Of audio that was heard. */
                audio_seconds: number;
                /** @description Of video that was made. */
                video_seconds: number;
                cost_usd: number;
                /** @description Requests whose model had no known price: their cost is not in `cost_usd`. */
                unpriced_requests: number;
                /** @description From admission to the end of the answer, of calls that were served; true to 5 %. `null`: none was, or none said how long it took. */
                latency_ms: {
                    p50: number;
                    p95: number;
                    p99: number;
                } | null;
            }[];
            by_model: {
                provider: string;
                model: string;
                /** @description That were served, and are counted. */
                requests: number;
                /** @description Calls that failed (not in `requests`), or broke off after they had begun to be served. Where a fallback served, one of the model that did not. */
                errors: number;
                input_tokens: number;
                /** @description Part of `input_tokens`: read from a cache. */
                cached_input_tokens: number;
                /** @description Part of `input_tokens`: written to a cache. */
                cache_write_tokens: number;
                output_tokens: number;
                /** @description Part of `output_tokens`. */
                reasoning_tokens: number;
                images: number;
                /** @description Of text that was spoken. */
                characters: number;
                /** @description Of audio that was heard. */
                audio_seconds: number;
                /** @description Of video that was made. */
                video_seconds: number;
                cost_usd: number;
                /** @description Requests whose model had no known price: their cost is not in `cost_usd`. */
                unpriced_requests: number;
                /** @description From admission to the end of the answer, of calls that were served; true to 5 %. `null`: none was, or none said how long it took. */
                latency_ms: {
                    p50: number;
                    p95: number;
                    p99: number;
                } | null;
            }[];
            by_key_source: {
                /** @enum {string} */
                key_source: "shared" | "personal";
                /** @description That were served, and are counted. */
                requests: number;
                /** @description Calls that failed (not in `requests`), or broke off after they had begun to be served. Where a fallback served, one of the model that did not. */
                errors: number;
                input_tokens: number;
                /** @description Part of `input_tokens`: read from a cache. */
                cached_input_tokens: number;
                /** @description Part of `input_tokens`: written to a cache. */
                cache_write_tokens: number;
                output_tokens: number;
                /** @description Part of `output_tokens`. */
                reasoning_tokens: number;
                images: number;
                /** @description Of text that was spoken. */
                characters: number;
                /** @description Of audio that was heard. */
                audio_seconds: number;
                /** @description Of video that was made. */
                video_seconds: number;
                cost_usd: number;
                /** @description Requests whose model had no known price: their cost is not in `cost_usd`. */
                unpriced_requests: number;
                /** @description From admission to the end of the answer, of calls that were served; true to 5 %. `null`: none was, or none said how long it took. */
                latency_ms: {
                    p50: number;
                    p95: number;
                    p99: number;
                } | null;
            }[];
            by_admin: {
                admin_id: number;
                /** @description `null`: the admin was deleted. */
                admin_email: string | null;
                /** @description That were served, and are counted. */
                requests: number;
                /** @description Calls that failed (not in `requests`), or broke off after they had begun to be served. Where a fallback served, one of the model that did not. */
                errors: number;
                input_tokens: number;
                /** @description Part of `input_tokens`: read from a cache. */
                cached_input_tokens: number;
                /** @description Part of `input_tokens`: written to a cache. */
                cache_write_tokens: number;
                output_tokens: number;
                /** @description Part of `output_tokens`. */
                reasoning_tokens: number;
                images: number;
                /** @description Of text that was spoken. */
                characters: number;
                /** @description Of audio that was heard. */
                audio_seconds: number;
                /** @description Of video that was made. */
                video_seconds: number;
                cost_usd: number;
                /** @description Requests whose model had no known price: their cost is not in `cost_usd`. */
                unpriced_requests: number;
                /** @description From admission to the end of the answer, of calls that were served; true to 5 %. `null`: none was, or none said how long it took. */
                latency_ms: {
                    p50: number;
                    p95: number;
                    p99: number;
                } | null;
            }[];
            by_api_key: {
                api_key_id: number;
                /** @description `null`: the key was deleted. */
                api_key_name: string | null;
                /** @description That were served, and are counted. */
                requests: number;
                /** @description Calls that failed (not in `requests`), or broke off after they had begun to be served. Where a fallback served, one of the model that did not. */
                errors: number;
                input_tokens: number;
                /** @description Part of `input_tokens`: read from a cache. */
                cached_input_tokens: number;
                /** @description Part of `input_tokens`: written to a cache. */
                cache_write_tokens: number;
                output_tokens: number;
                /** @description Part of `output_tokens`. */
                reasoning_tokens: number;
                images: number;
                /** @description Of text that was spoken. */
                characters: number;
                /** @description Of audio that was heard. */
                audio_seconds: number;
                /** @description Of video that was made. */
                video_seconds: number;
                cost_usd: number;
                /** @description Requests whose model had no known price: their cost is not in `cost_usd`. */
                unpriced_requests: number;
                /** @description From admission to the end of the answer, of calls that were served; true to 5 %. `null`: none was, or none said how long it took. */
                latency_ms: {
                    p50: number;
                    p95: number;
                    p99: number;
                } | null;
            }[];
            by_capability: {
                capability: string;
                /** @description That were served, and are counted. */
                requests: number;
                /** @description Calls that failed (not in `requests`), or broke off after they had begun to be served. Where a fallback served, one of the model that did not. */
                errors: number;
                input_tokens: number;
                /** @description Part of `input_tokens`: read from a cache. */
                cached_input_tokens: number;
                /** @description Part of `input_tokens`: written to a cache. */
                cache_write_tokens: number;
                output_tokens: number;
                /** @description Part of `output_tokens`. */
                reasoning_tokens: number;
                images: number;
                /** @description Of text that was spoken. */
                characters: number;
                /** @description Of audio that was heard. */
                audio_seconds: number;
                /** @description Of video that was made. */
                video_seconds: number;
                cost_usd: number;
                /** @description Requests whose model had no known price: their cost is not in `cost_usd`. */
                unpriced_requests: number;
                /** @description From admission to the end of the answer, of calls that were served; true to 5 %. `null`: none was, or none said how long it took. */
                latency_ms: {
                    p50: number;
                    p95: number;
                    p99: number;
                } | null;
            }[];
            /** @description By `group_by`, in its order. */
            groups?: components["schemas"]["UsageGroup"][];
        };
        UsageFigures: {
            /** @description That were served, and are counted. */
            requests: number;
            /** @description Calls that failed (not in `requests`), or broke off after they had begun to be served. Where a fallback served, one of the model that did not. */
            errors: number;
            input_tokens: number;
            /** @description Part of `input_tokens`: read from a cache. */
            cached_input_tokens: number;
            /** @description Part of `input_tokens`: written to a cache. */
            cache_write_tokens: number;
            output_tokens: number;
            /** @description Part of `output_tokens`. */
            reasoning_tokens: number;
            images: number;
            /** @description Of text that was spoken. */
            characters: number;
            /** @description Of audio that was heard. */
            audio_seconds: number;
            /** @description Of video that was made. */
            video_seconds: number;
            cost_usd: number;
            /** @description Requests whose model had no known price: their cost is not in `cost_usd`. */
            unpriced_requests: number;
            /** @description From admission to the end of the answer, of calls that were served; true to 5 %. `null`: none was, or none said how long it took. */
            latency_ms: {
                p50: number;
                p95: number;
                p99: number;
            } | null;
        };
        UsageGroup: {
            day?: string;
            provider?: string;
            model?: string;
            admin_id?: number;
            /** @description `null`: the admin was deleted. */
            admin_email?: string | null;
            api_key_id?: number;
            /** @description `null`: the key was deleted. */
            api_key_name?: string | null;
            capability?: string;
            /** @enum {string} */
            key_source?: "shared" | "personal";
            /** @description That were served, and are counted. */
            requests: number;
            /** @description Calls that failed (not in `requests`), or broke off after they had begun to be served. Where a fallback served, one of the model that did not. */
            errors: number;
            input_tokens: number;
            /** @description Part of `input_tokens`: read from a cache. */
            cached_input_tokens: number;
            /** @description Part of `input_tokens`: written to a cache. */
            cache_write_tokens: number;
            output_tokens: number;
            /** @description Part of `output_tokens`. */
            reasoning_tokens: number;
            images: number;
            /** @description Of text that was spoken. */
            characters: number;
            /** @description Of audio that was heard. */
            audio_seconds: number;
            /** @description Of video that was made. */
            video_seconds: number;
            cost_usd: number;
            /** @description Requests whose model had no known price: their cost is not in `cost_usd`. */
            unpriced_requests: number;
            /** @description From admission to the end of the answer, of calls that were served; true to 5 %. `null`: none was, or none said how long it took. */
            latency_ms: {
                p50: number;
                p95: number;
                p99: number;
            } | null;
        };
        /** @description One event of the stream: its lines `id`, `event` and `data`, of which the last is JSON. */
        LiveEvent: {
            id: string;
            /** @enum {string} */
            event: "ready" | "reset";
            data: {
                /**
                 * @description When it happened.
                 * @example 2026-11-15T12:00:00.000Z
                 */
                at: string;
            };
        } | {
            id: string;
            /** @enum {string} */
            event: "access_changed";
            data: components["schemas"]["AccessChanged"];
        } | {
            id: string;
            /** @enum {string} */
            event: "limit_changed";
            data: components["schemas"]["LimitChanged"];
        } | {
            id: string;
            /** @enum {string} */
            event: "threshold_crossed";
            data: components["schemas"]["ThresholdCrossed"];
        } | {
            id: string;
            /** @enum {string} */
            event: "key_revoked";
            data: components["schemas"]["KeyRevoked"];
        };
        /** @description What may be called, or with which key, may be another now. */
        AccessChanged: {
            /**
             * @description When it happened.
             * @example 2026-11-15T12:00:00.000Z
             */
            at: string;
            /** @description Whom it concerns. `null`: everybody. */
            admin_id: number | null;
            /** @enum {string} */
            what: "settings" | "admin" | "api_key" | "provider" | "model" | "capability";
            /** @description Slug of the provider. `null`: of none, or not told. */
            provider: string | null;
        };
        LimitChanged: {
            /**
             * @description When it happened.
             * @example 2026-11-15T12:00:00.000Z
             */
            at: string;
            /** @description Whom it concerns. `null`: everybody. */
            admin_id: number | null;
            /**
             * @description `provider`, `policy`: the defaults for all who have no limits of their own.
             * @enum {string}
             */
            what: "settings" | "admin" | "api_key" | "provider" | "policy";
            /** @description Slug of the provider. `null`: of none, or not told. */
            provider: string | null;
            api_key_id: number | null;
        };
        /** @description Once for a limit and a month. */
        ThresholdCrossed: {
            /**
             * @description When it happened.
             * @example 2026-11-15T12:00:00.000Z
             */
            at: string;
            admin_id: number;
            /**
             * @description At one provider, or over all.
             * @enum {string}
             */
            scope: "provider" | "admin";
            /** @description Slug of the provider. `null`: of none, or not told. */
            provider: string | null;
            /** @enum {string} */
            name: "monthly_limit" | "monthly_token_limit" | "monthly_budget_usd";
            /** @description Requests, tokens, or USD. */
            limit: number;
            used: number;
            /** @example 2026-11 */
            period: string;
            /** @description The share of the limit that was reached. */
            percent: number;
        };
        KeyRevoked: {
            /**
             * @description When it happened.
             * @example 2026-11-15T12:00:00.000Z
             */
            at: string;
            admin_id: number;
            api_key_id: number;
        };
        RequestPage: {
            count: number;
            next: string | null;
            previous: string | null;
            results: components["schemas"]["RequestRecord"][];
        };
        RequestRecord: {
            /** @description The `x-request-id` of its answer. */
            id: string;
            admin_id: number;
            /**
             * @description `released`: not served, and not counted.
             * @enum {string}
             */
            state: "open" | "settled" | "released";
            /** @example 2026-11 */
            period: string;
            provider: string;
            model: string;
            capability: string;
            /** @enum {string} */
            key_source: "shared" | "personal";
            api_key_id: number;
            started_at: string;
            closed_at: string | null;
            /** @description From its admission to the end of its answer. `null`: it is under way. */
            duration_ms: number | null;
            /** @description Why it failed, or broke off after it had begun to be served. */
            error_code: string | null;
            /**
             * @description Where the figures came from: the provider said them, or they were counted or estimated.
             * @enum {string|null}
             */
            settlement_basis: "provider" | "counted" | "aborted" | "estimated" | null;
            /** @description What was counted; while it is open, what is reserved. */
            usage: {
                input_tokens: number;
                /** @description Part of `input_tokens`: read from a cache. */
                cached_input_tokens: number;
                /** @description Part of `input_tokens`: written to a cache. */
                cache_write_tokens: number;
                output_tokens: number;
                /** @description Part of `output_tokens`. */
                reasoning_tokens: number;
                images: number;
                /** @description Of text that was spoken. */
                characters: number;
                /** @description Of audio that was heard. */
                audio_seconds: number;
                /** @description Of video that was made. */
                video_seconds: number;
                /** @description `null`: the price is not known. */
                cost_usd: number | null;
            } | null;
            /** @description Each time that it was sent to a provider, in order. */
            attempts: {
                provider: string;
                model: string;
                /** @enum {string} */
                key_source: "shared" | "personal";
                started_at: string;
                duration_ms: number;
                /** @description HTTP status. */
                status: number;
                error_code: string | null;
            }[];
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
            /** @description Requests a UTC month over all providers. `null`: for normal admins the default policy’s, for super admins none. */
            monthly_limit: number | null;
            /** @description USD a UTC month over all providers. `null`: for normal admins the default policy’s, for super admins none. Six decimals at most. */
            monthly_budget_usd: number | null;
            /** @description Input and output tokens a UTC month over all providers. `null`: for normal admins the default policy’s, for super admins none. */
            monthly_token_limit: number | null;
            /** @description Requests in any sixty seconds over all providers. `null`: for normal admins the default policy’s, for super admins none. */
            requests_per_minute: number | null;
            /** @description Input and output tokens in any sixty seconds over all providers. `null`: for normal admins the default policy’s, for super admins none. */
            tokens_per_minute: number | null;
            /** @description Calls under way at once over all providers. `null`: for normal admins the default policy’s, for super admins none. */
            concurrent_calls: number | null;
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
            /** @description Requests a UTC month over all providers. `null`: for normal admins the default policy’s, for super admins none. */
            monthly_limit?: number | null;
            /** @description USD a UTC month over all providers. `null`: for normal admins the default policy’s, for super admins none. Six decimals at most. */
            monthly_budget_usd?: number | null;
            /** @description Input and output tokens a UTC month over all providers. `null`: for normal admins the default policy’s, for super admins none. */
            monthly_token_limit?: number | null;
            /** @description Requests in any sixty seconds over all providers. `null`: for normal admins the default policy’s, for super admins none. */
            requests_per_minute?: number | null;
            /** @description Input and output tokens in any sixty seconds over all providers. `null`: for normal admins the default policy’s, for super admins none. */
            tokens_per_minute?: number | null;
            /** @description Calls under way at once over all providers. `null`: for normal admins the default policy’s, for super admins none. */
            concurrent_calls?: number | null;
        };
        AdminPatch: {
            email?: string;
            name?: string;
            /** @enum {string} */
            role?: "super_admin" | "admin";
            is_active?: boolean;
            /** @description Requests a UTC month over all providers. `null`: for normal admins the default policy’s, for super admins none. */
            monthly_limit?: number | null;
            /** @description USD a UTC month over all providers. `null`: for normal admins the default policy’s, for super admins none. Six decimals at most. */
            monthly_budget_usd?: number | null;
            /** @description Input and output tokens a UTC month over all providers. `null`: for normal admins the default policy’s, for super admins none. */
            monthly_token_limit?: number | null;
            /** @description Requests in any sixty seconds over all providers. `null`: for normal admins the default policy’s, for super admins none. */
            requests_per_minute?: number | null;
            /** @description Input and output tokens in any sixty seconds over all providers. `null`: for normal admins the default policy’s, for super admins none. */
            tokens_per_minute?: number | null;
            /** @description Calls under way at once over all providers. `null`: for normal admins the default policy’s, for super admins none. */
            concurrent_calls?: number | null;
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
            /** @description Requests in any sixty seconds with this key. `null`: for normal admins the default policy’s, for super admins none. */
            requests_per_minute: number | null;
            /** @description Input and output tokens in any sixty seconds with this key. `null`: for normal admins the default policy’s, for super admins none. */
            tokens_per_minute: number | null;
            /** @description Calls under way at once with this key. `null`: for normal admins the default policy’s, for super admins none. */
            concurrent_calls: number | null;
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
            /** @description Requests in any sixty seconds with this key. `null`: for normal admins the default policy’s, for super admins none. */
            requests_per_minute?: number | null;
            /** @description Input and output tokens in any sixty seconds with this key. `null`: for normal admins the default policy’s, for super admins none. */
            tokens_per_minute?: number | null;
            /** @description Calls under way at once with this key. `null`: for normal admins the default policy’s, for super admins none. */
            concurrent_calls?: number | null;
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
            /** @description Requests in any sixty seconds with this key. `null`: for normal admins the default policy’s, for super admins none. */
            requests_per_minute?: number | null;
            /** @description Input and output tokens in any sixty seconds with this key. `null`: for normal admins the default policy’s, for super admins none. */
            tokens_per_minute?: number | null;
            /** @description Calls under way at once with this key. `null`: for normal admins the default policy’s, for super admins none. */
            concurrent_calls?: number | null;
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
    createVideo: {
        parameters: {
            query?: never;
            header?: {
                /** @description A call of this key is charged once in 24 hours. */
                "idempotency-key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["VideoRequest"];
                "multipart/form-data": components["schemas"]["VideoRequest"] & ({
                    /**
                     * Format: binary
                     * @description An image to begin from.
                     */
                    input_reference?: string;
                } & {
                    [key: string]: unknown;
                });
            };
        };
        responses: {
            /** @description The job */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Video"];
                };
            };
            /** @description `ambiguous_model`: The model name fits several models. `operation_not_supported`: The provider does not offer this. `budget_needs_max_tokens`: Under a budget this call needs max_tokens, or its model a max_output_tokens. `token_limit_needs_max_tokens`: Under a limit of tokens this call needs max_tokens, or its model a max_output_tokens. `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
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
            /** @description `monthly_limit_reached`: Monthly limit reached. `budget_reached`: Monthly budget reached. `token_limit_reached`: Monthly token limit reached. `rate_limited`: Too many requests */
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
    getVideo: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Video"];
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
            /** @description `key_not_allowed`: The API key may not do this. `access_denied`: No access to this model. `model_disabled`: The model is switched off */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAiError"];
                };
            };
            /** @description `not_found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAiError"];
                };
            };
            /** @description `upstream_error`: The provider failed */
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
    getVideoContent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The video */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "video/mp4": string;
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
            /** @description `key_not_allowed`: The API key may not do this. `access_denied`: No access to this model. `model_disabled`: The model is switched off */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAiError"];
                };
            };
            /** @description `not_found`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAiError"];
                };
            };
            /** @description `upstream_error`: The provider failed */
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
            /** @description `ambiguous_model`: The model name fits several models. `operation_not_supported`: The provider does not offer this. `budget_needs_max_tokens`: Under a budget this call needs max_tokens, or its model a max_output_tokens. `token_limit_needs_max_tokens`: Under a limit of tokens this call needs max_tokens, or its model a max_output_tokens. `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
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
            /** @description `monthly_limit_reached`: Monthly limit reached. `budget_reached`: Monthly budget reached. `token_limit_reached`: Monthly token limit reached. `rate_limited`: Too many requests */
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
    createCompletion: {
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
                "application/json": components["schemas"]["CompletionRequest"];
            };
        };
        responses: {
            /** @description The provider’s answer; server-sent events for a stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Completion"];
                    "text/event-stream": string;
                };
            };
            /** @description `ambiguous_model`: The model name fits several models. `operation_not_supported`: The provider does not offer this. `budget_needs_max_tokens`: Under a budget this call needs max_tokens, or its model a max_output_tokens. `token_limit_needs_max_tokens`: Under a limit of tokens this call needs max_tokens, or its model a max_output_tokens. `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
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
            /** @description `monthly_limit_reached`: Monthly limit reached. `budget_reached`: Monthly budget reached. `token_limit_reached`: Monthly token limit reached. `rate_limited`: Too many requests */
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
    createResponse: {
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
                "application/json": components["schemas"]["ResponseRequest"];
            };
        };
        responses: {
            /** @description The provider’s answer; server-sent events for a stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelResponse"];
                    "text/event-stream": string;
                };
            };
            /** @description `ambiguous_model`: The model name fits several models. `operation_not_supported`: The provider does not offer this. `budget_needs_max_tokens`: Under a budget this call needs max_tokens, or its model a max_output_tokens. `token_limit_needs_max_tokens`: Under a limit of tokens this call needs max_tokens, or its model a max_output_tokens. `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
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
            /** @description `monthly_limit_reached`: Monthly limit reached. `budget_reached`: Monthly budget reached. `token_limit_reached`: Monthly token limit reached. `rate_limited`: Too many requests */
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
    createEmbedding: {
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
                "application/json": components["schemas"]["EmbeddingRequest"];
            };
        };
        responses: {
            /** @description The provider’s answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmbeddingList"];
                };
            };
            /** @description `ambiguous_model`: The model name fits several models. `operation_not_supported`: The provider does not offer this. `budget_needs_max_tokens`: Under a budget this call needs max_tokens, or its model a max_output_tokens. `token_limit_needs_max_tokens`: Under a limit of tokens this call needs max_tokens, or its model a max_output_tokens. `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
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
            /** @description `monthly_limit_reached`: Monthly limit reached. `budget_reached`: Monthly budget reached. `token_limit_reached`: Monthly token limit reached. `rate_limited`: Too many requests */
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
    createImage: {
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
                "application/json": components["schemas"]["ImageRequest"];
            };
        };
        responses: {
            /** @description The provider’s answer; server-sent events for a stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageList"];
                    "text/event-stream": string;
                };
            };
            /** @description `ambiguous_model`: The model name fits several models. `operation_not_supported`: The provider does not offer this. `budget_needs_max_tokens`: Under a budget this call needs max_tokens, or its model a max_output_tokens. `token_limit_needs_max_tokens`: Under a limit of tokens this call needs max_tokens, or its model a max_output_tokens. `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
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
            /** @description `monthly_limit_reached`: Monthly limit reached. `budget_reached`: Monthly budget reached. `token_limit_reached`: Monthly token limit reached. `rate_limited`: Too many requests */
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
    editImage: {
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
                "multipart/form-data": components["schemas"]["ImageEditRequest"];
            };
        };
        responses: {
            /** @description The provider’s answer; server-sent events for a stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageList"];
                    "text/event-stream": string;
                };
            };
            /** @description `ambiguous_model`: The model name fits several models. `operation_not_supported`: The provider does not offer this. `budget_needs_max_tokens`: Under a budget this call needs max_tokens, or its model a max_output_tokens. `token_limit_needs_max_tokens`: Under a limit of tokens this call needs max_tokens, or its model a max_output_tokens. `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
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
            /** @description `monthly_limit_reached`: Monthly limit reached. `budget_reached`: Monthly budget reached. `token_limit_reached`: Monthly token limit reached. `rate_limited`: Too many requests */
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
    createSpeech: {
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
                "application/json": components["schemas"]["SpeechRequest"];
            };
        };
        responses: {
            /** @description Audio as it is made; server-sent events for `stream_format: sse` */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/mpeg": string;
                    "application/octet-stream": string;
                    "text/event-stream": string;
                };
            };
            /** @description `ambiguous_model`: The model name fits several models. `operation_not_supported`: The provider does not offer this. `budget_needs_max_tokens`: Under a budget this call needs max_tokens, or its model a max_output_tokens. `token_limit_needs_max_tokens`: Under a limit of tokens this call needs max_tokens, or its model a max_output_tokens. `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
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
            /** @description `monthly_limit_reached`: Monthly limit reached. `budget_reached`: Monthly budget reached. `token_limit_reached`: Monthly token limit reached. `rate_limited`: Too many requests */
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
    createTranscription: {
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
                "multipart/form-data": components["schemas"]["TranscriptionRequest"];
            };
        };
        responses: {
            /** @description The provider’s answer, as `response_format` asks; server-sent events for a stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transcription"];
                    "text/plain": string;
                    "text/event-stream": string;
                };
            };
            /** @description `ambiguous_model`: The model name fits several models. `operation_not_supported`: The provider does not offer this. `budget_needs_max_tokens`: Under a budget this call needs max_tokens, or its model a max_output_tokens. `token_limit_needs_max_tokens`: Under a limit of tokens this call needs max_tokens, or its model a max_output_tokens. `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
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
            /** @description `monthly_limit_reached`: Monthly limit reached. `budget_reached`: Monthly budget reached. `token_limit_reached`: Monthly token limit reached. `rate_limited`: Too many requests */
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
    createTranslation: {
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
                "multipart/form-data": components["schemas"]["TranscriptionRequest"];
            };
        };
        responses: {
            /** @description The provider’s answer, as `response_format` asks */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Transcription"];
                    "text/plain": string;
                };
            };
            /** @description `ambiguous_model`: The model name fits several models. `operation_not_supported`: The provider does not offer this. `budget_needs_max_tokens`: Under a budget this call needs max_tokens, or its model a max_output_tokens. `token_limit_needs_max_tokens`: Under a limit of tokens this call needs max_tokens, or its model a max_output_tokens. `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
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
            /** @description `monthly_limit_reached`: Monthly limit reached. `budget_reached`: Monthly budget reached. `token_limit_reached`: Monthly token limit reached. `rate_limited`: Too many requests */
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
    createModeration: {
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
                "application/json": components["schemas"]["ModerationRequest"];
            };
        };
        responses: {
            /** @description The provider’s answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Moderation"];
                };
            };
            /** @description `ambiguous_model`: The model name fits several models. `operation_not_supported`: The provider does not offer this. `budget_needs_max_tokens`: Under a budget this call needs max_tokens, or its model a max_output_tokens. `token_limit_needs_max_tokens`: Under a limit of tokens this call needs max_tokens, or its model a max_output_tokens. `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
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
            /** @description `monthly_limit_reached`: Monthly limit reached. `budget_reached`: Monthly budget reached. `token_limit_reached`: Monthly token limit reached. `rate_limited`: Too many requests */
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
    createRerank: {
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
                "application/json": components["schemas"]["RerankRequest"];
            };
        };
        responses: {
            /** @description The provider’s answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RerankResult"];
                };
            };
            /** @description `ambiguous_model`: The model name fits several models. `operation_not_supported`: The provider does not offer this. `budget_needs_max_tokens`: Under a budget this call needs max_tokens, or its model a max_output_tokens. `token_limit_needs_max_tokens`: Under a limit of tokens this call needs max_tokens, or its model a max_output_tokens. `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
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
            /** @description `monthly_limit_reached`: Monthly limit reached. `budget_reached`: Monthly budget reached. `token_limit_reached`: Monthly token limit reached. `rate_limited`: Too many requests */
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
    createMessage: {
        parameters: {
            query?: never;
            header?: {
                /** @description A call of this key is charged once in 24 hours. */
                "idempotency-key"?: string;
                "anthropic-version"?: string;
                "anthropic-beta"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageRequest"];
            };
        };
        responses: {
            /** @description The provider’s answer; server-sent events for a stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Message"];
                    "text/event-stream": string;
                };
            };
            /** @description `ambiguous_model`: The model name fits several models. `operation_not_supported`: The provider does not offer this. `budget_needs_max_tokens`: Under a budget this call needs max_tokens, or its model a max_output_tokens. `token_limit_needs_max_tokens`: Under a limit of tokens this call needs max_tokens, or its model a max_output_tokens. `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `model_disabled`: The model is switched off. `access_denied`: No access to this model. `budget_price_unknown`: A model of unknown price cannot be used under a budget */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description `model_not_found`: Model not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description `duplicate_request`: This request was already made */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description `body_too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description `unsupported_media_type`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description `monthly_limit_reached`: Monthly limit reached. `budget_reached`: Monthly budget reached. `token_limit_reached`: Monthly token limit reached. `rate_limited`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description `provider_key_unreadable`: The stored provider key does not open */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description `upstream_error`: The provider failed. `upstream_redirect`: The provider answered with a redirect. `upstream_not_allowed`: The provider address is not allowed */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description `upstream_timeout`: The provider did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
        };
    };
    countMessageTokens: {
        parameters: {
            query?: never;
            header?: {
                /** @description A call of this key is charged once in 24 hours. */
                "idempotency-key"?: string;
                "anthropic-version"?: string;
                "anthropic-beta"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MessageTokensRequest"];
            };
        };
        responses: {
            /** @description The provider’s count */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageTokens"];
                };
            };
            /** @description `ambiguous_model`: The model name fits several models. `operation_not_supported`: The provider does not offer this. `budget_needs_max_tokens`: Under a budget this call needs max_tokens, or its model a max_output_tokens. `token_limit_needs_max_tokens`: Under a limit of tokens this call needs max_tokens, or its model a max_output_tokens. `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `model_disabled`: The model is switched off. `access_denied`: No access to this model. `budget_price_unknown`: A model of unknown price cannot be used under a budget */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description `model_not_found`: Model not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description `duplicate_request`: This request was already made */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description `body_too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description `unsupported_media_type`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description `monthly_limit_reached`: Monthly limit reached. `budget_reached`: Monthly budget reached. `token_limit_reached`: Monthly token limit reached. `rate_limited`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description `provider_key_unreadable`: The stored provider key does not open */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description `upstream_error`: The provider failed. `upstream_redirect`: The provider answered with a redirect. `upstream_not_allowed`: The provider address is not allowed */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
            /** @description `upstream_timeout`: The provider did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AnthropicError"];
                };
            };
        };
    };
    generateContent: {
        parameters: {
            query?: never;
            header?: {
                /** @description A call of this key is charged once in 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                model: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GenerateContentRequest"];
            };
        };
        responses: {
            /** @description The provider’s answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GenerateContentResponse"];
                };
            };
            /** @description `ambiguous_model`: The model name fits several models. `operation_not_supported`: The provider does not offer this. `budget_needs_max_tokens`: Under a budget this call needs max_tokens, or its model a max_output_tokens. `token_limit_needs_max_tokens`: Under a limit of tokens this call needs max_tokens, or its model a max_output_tokens. `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `model_disabled`: The model is switched off. `access_denied`: No access to this model. `budget_price_unknown`: A model of unknown price cannot be used under a budget */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `model_not_found`: Model not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `duplicate_request`: This request was already made */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `body_too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `unsupported_media_type`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `monthly_limit_reached`: Monthly limit reached. `budget_reached`: Monthly budget reached. `token_limit_reached`: Monthly token limit reached. `rate_limited`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `provider_key_unreadable`: The stored provider key does not open */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `upstream_error`: The provider failed. `upstream_redirect`: The provider answered with a redirect. `upstream_not_allowed`: The provider address is not allowed */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `upstream_timeout`: The provider did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
        };
    };
    streamGenerateContent: {
        parameters: {
            query: {
                alt: "sse";
            };
            header?: {
                /** @description A call of this key is charged once in 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                model: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GenerateContentRequest"];
            };
        };
        responses: {
            /** @description Server-sent events */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description `ambiguous_model`: The model name fits several models. `operation_not_supported`: The provider does not offer this. `budget_needs_max_tokens`: Under a budget this call needs max_tokens, or its model a max_output_tokens. `token_limit_needs_max_tokens`: Under a limit of tokens this call needs max_tokens, or its model a max_output_tokens. `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `model_disabled`: The model is switched off. `access_denied`: No access to this model. `budget_price_unknown`: A model of unknown price cannot be used under a budget */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `model_not_found`: Model not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `duplicate_request`: This request was already made */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `body_too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `unsupported_media_type`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `monthly_limit_reached`: Monthly limit reached. `budget_reached`: Monthly budget reached. `token_limit_reached`: Monthly token limit reached. `rate_limited`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `provider_key_unreadable`: The stored provider key does not open */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `upstream_error`: The provider failed. `upstream_redirect`: The provider answered with a redirect. `upstream_not_allowed`: The provider address is not allowed */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `upstream_timeout`: The provider did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
        };
    };
    embedContent: {
        parameters: {
            query?: never;
            header?: {
                /** @description A call of this key is charged once in 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                model: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmbedContentRequest"];
            };
        };
        responses: {
            /** @description The provider’s answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmbedContentResponse"];
                };
            };
            /** @description `ambiguous_model`: The model name fits several models. `operation_not_supported`: The provider does not offer this. `budget_needs_max_tokens`: Under a budget this call needs max_tokens, or its model a max_output_tokens. `token_limit_needs_max_tokens`: Under a limit of tokens this call needs max_tokens, or its model a max_output_tokens. `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `model_disabled`: The model is switched off. `access_denied`: No access to this model. `budget_price_unknown`: A model of unknown price cannot be used under a budget */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `model_not_found`: Model not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `duplicate_request`: This request was already made */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `body_too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `unsupported_media_type`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `monthly_limit_reached`: Monthly limit reached. `budget_reached`: Monthly budget reached. `token_limit_reached`: Monthly token limit reached. `rate_limited`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `provider_key_unreadable`: The stored provider key does not open */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `upstream_error`: The provider failed. `upstream_redirect`: The provider answered with a redirect. `upstream_not_allowed`: The provider address is not allowed */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `upstream_timeout`: The provider did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
        };
    };
    batchEmbedContents: {
        parameters: {
            query?: never;
            header?: {
                /** @description A call of this key is charged once in 24 hours. */
                "idempotency-key"?: string;
            };
            path: {
                model: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BatchEmbedContentsRequest"];
            };
        };
        responses: {
            /** @description The provider’s answer */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BatchEmbedContentsResponse"];
                };
            };
            /** @description `ambiguous_model`: The model name fits several models. `operation_not_supported`: The provider does not offer this. `budget_needs_max_tokens`: Under a budget this call needs max_tokens, or its model a max_output_tokens. `token_limit_needs_max_tokens`: Under a limit of tokens this call needs max_tokens, or its model a max_output_tokens. `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `invalid_api_key`: The API key is not valid */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `key_not_allowed`: The API key may not do this. `model_disabled`: The model is switched off. `access_denied`: No access to this model. `budget_price_unknown`: A model of unknown price cannot be used under a budget */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `model_not_found`: Model not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `duplicate_request`: This request was already made */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `body_too_large`: The body is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `unsupported_media_type`: The content type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `monthly_limit_reached`: Monthly limit reached. `budget_reached`: Monthly budget reached. `token_limit_reached`: Monthly token limit reached. `rate_limited`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `provider_key_unreadable`: The stored provider key does not open */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `upstream_error`: The provider failed. `upstream_redirect`: The provider answered with a redirect. `upstream_not_allowed`: The provider address is not allowed */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `store_unavailable`: The database is not reachable. `ledger_unavailable`: The ledger is not reachable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
                };
            };
            /** @description `upstream_timeout`: The provider did not answer in time */
            504: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GeminiError"];
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
            /** @description `ambiguous_model`: The model name fits several models. `operation_not_supported`: The provider does not offer this. `budget_needs_max_tokens`: Under a budget this call needs max_tokens, or its model a max_output_tokens. `token_limit_needs_max_tokens`: Under a limit of tokens this call needs max_tokens, or its model a max_output_tokens. `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
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
            /** @description `monthly_limit_reached`: Monthly limit reached. `budget_reached`: Monthly budget reached. `token_limit_reached`: Monthly token limit reached. `rate_limited`: Too many requests */
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
    createArticle: {
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
                "application/json": components["schemas"]["ArticleRequest"];
            };
        };
        responses: {
            /** @description The article */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Article"];
                };
            };
            /** @description `ambiguous_model`: The model name fits several models. `operation_not_supported`: The provider does not offer this. `budget_needs_max_tokens`: Under a budget this call needs max_tokens, or its model a max_output_tokens. `token_limit_needs_max_tokens`: Under a limit of tokens this call needs max_tokens, or its model a max_output_tokens. `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
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
            /** @description `monthly_limit_reached`: Monthly limit reached. `budget_reached`: Monthly budget reached. `token_limit_reached`: Monthly token limit reached. `rate_limited`: Too many requests */
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
    createCode: {
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
                "application/json": components["schemas"]["CodeRequest"];
            };
        };
        responses: {
            /** @description The code */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Code"];
                };
            };
            /** @description `ambiguous_model`: The model name fits several models. `operation_not_supported`: The provider does not offer this. `budget_needs_max_tokens`: Under a budget this call needs max_tokens, or its model a max_output_tokens. `token_limit_needs_max_tokens`: Under a limit of tokens this call needs max_tokens, or its model a max_output_tokens. `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
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
            /** @description `monthly_limit_reached`: Monthly limit reached. `budget_reached`: Monthly budget reached. `token_limit_reached`: Monthly token limit reached. `rate_limited`: Too many requests */
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
    drawImages: {
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
                "application/json": components["schemas"]["SimpleImageRequest"];
            };
        };
        responses: {
            /** @description The images */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimpleImages"];
                };
            };
            /** @description `ambiguous_model`: The model name fits several models. `operation_not_supported`: The provider does not offer this. `budget_needs_max_tokens`: Under a budget this call needs max_tokens, or its model a max_output_tokens. `token_limit_needs_max_tokens`: Under a limit of tokens this call needs max_tokens, or its model a max_output_tokens. `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
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
            /** @description `monthly_limit_reached`: Monthly limit reached. `budget_reached`: Monthly budget reached. `token_limit_reached`: Monthly token limit reached. `rate_limited`: Too many requests */
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
    speak: {
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
                "application/json": components["schemas"]["SimpleSpeechRequest"];
            };
        };
        responses: {
            /** @description Audio as it is made */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/mpeg": string;
                    "application/octet-stream": string;
                };
            };
            /** @description `ambiguous_model`: The model name fits several models. `operation_not_supported`: The provider does not offer this. `budget_needs_max_tokens`: Under a budget this call needs max_tokens, or its model a max_output_tokens. `token_limit_needs_max_tokens`: Under a limit of tokens this call needs max_tokens, or its model a max_output_tokens. `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
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
            /** @description `monthly_limit_reached`: Monthly limit reached. `budget_reached`: Monthly budget reached. `token_limit_reached`: Monthly token limit reached. `rate_limited`: Too many requests */
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
    transcribe: {
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
                "multipart/form-data": components["schemas"]["SimpleTranscriptionRequest"];
            };
        };
        responses: {
            /** @description The transcript */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimpleTranscript"];
                };
            };
            /** @description `ambiguous_model`: The model name fits several models. `operation_not_supported`: The provider does not offer this. `budget_needs_max_tokens`: Under a budget this call needs max_tokens, or its model a max_output_tokens. `token_limit_needs_max_tokens`: Under a limit of tokens this call needs max_tokens, or its model a max_output_tokens. `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
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
            /** @description `monthly_limit_reached`: Monthly limit reached. `budget_reached`: Monthly budget reached. `token_limit_reached`: Monthly token limit reached. `rate_limited`: Too many requests */
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
    embed: {
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
                "application/json": components["schemas"]["SimpleEmbeddingRequest"];
            };
        };
        responses: {
            /** @description The vectors */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimpleEmbeddings"];
                };
            };
            /** @description `ambiguous_model`: The model name fits several models. `operation_not_supported`: The provider does not offer this. `budget_needs_max_tokens`: Under a budget this call needs max_tokens, or its model a max_output_tokens. `token_limit_needs_max_tokens`: Under a limit of tokens this call needs max_tokens, or its model a max_output_tokens. `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
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
            /** @description `monthly_limit_reached`: Monthly limit reached. `budget_reached`: Monthly budget reached. `token_limit_reached`: Monthly token limit reached. `rate_limited`: Too many requests */
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
    makeVideo: {
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
                "application/json": components["schemas"]["SimpleVideoRequest"];
            };
        };
        responses: {
            /** @description The job */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimpleVideo"];
                };
            };
            /** @description `ambiguous_model`: The model name fits several models. `operation_not_supported`: The provider does not offer this. `budget_needs_max_tokens`: Under a budget this call needs max_tokens, or its model a max_output_tokens. `token_limit_needs_max_tokens`: Under a limit of tokens this call needs max_tokens, or its model a max_output_tokens. `malformed_json`: The body is not valid JSON. `validation_failed`: The request is not valid */
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
            /** @description `monthly_limit_reached`: Monthly limit reached. `budget_reached`: Monthly budget reached. `token_limit_reached`: Monthly token limit reached. `rate_limited`: Too many requests */
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
    getVideoJob: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The job */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SimpleVideo"];
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
            /** @description `key_not_allowed`: The API key may not do this. `access_denied`: No access to this model. `model_disabled`: The model is switched off */
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
            /** @description `upstream_error`: The provider failed */
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
                protocol?: "openai" | "azure" | "anthropic" | "google" | "google-vertex" | "amazon-bedrock" | "mistral" | "cohere" | "xai" | "groq" | "deepseek" | "perplexity" | "fireworks" | "togetherai" | "huggingface" | "replicate" | "fal" | "luma" | "black-forest-labs" | "elevenlabs" | "deepgram" | "assemblyai" | "hume" | "lmnt" | "workers-ai";
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
    listModelPrices: {
        parameters: {
            query?: {
                /** @description At most 200. */
                limit?: number;
                offset?: number;
            };
            header?: never;
            path: {
                id: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of prices, newest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelPricePage"];
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
    syncModels: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or slug of the provider. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ModelSyncRequest"];
            };
        };
        responses: {
            /** @description What was, or would be, done */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelSyncReport"];
                };
            };
            /** @description `malformed_json`: The body is not valid JSON. `operation_not_supported`: The provider does not offer this. `validation_failed`: The request is not valid */
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
    testProvider: {
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
            /** @description The verdict, also when it is bad */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProviderTest"];
                };
            };
            /** @description `operation_not_supported`: The provider does not offer this. `validation_failed`: The request is not valid */
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
            /** @description `provider_key_unreadable`: The stored provider key does not open */
            500: {
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
            /** @description `conflict`: It conflicts with what is stored */
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
    getPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The default policy, or what the configuration says while none is stored */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Policy"];
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
    putPolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PolicyWrite"];
            };
        };
        responses: {
            /** @description The default policy */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Policy"];
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
    deletePolicy: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
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
                /** @description A UTC month; the current one when no days are given either. */
                period?: string;
                /** @description The first UTC day, together with `to`. */
                from?: string;
                /** @description The last UTC day, at most 366 of them. */
                to?: string;
                /** @description Super admins: of one admin. Left out: of all. */
                admin?: number;
                /** @description Slug. */
                provider?: string;
                /** @description The upstream model id. */
                model?: string;
                /** @description Id of an API key. */
                api_key?: number;
                capability?: components["schemas"]["Capability"];
                key_source?: "shared" | "personal";
                /** @description What to group by, of `day`, `provider`, `model`, `admin`, `api_key`, `capability`, `key_source`. A model brings its provider along. A file is grouped by all of them when it is left out. */
                group_by?: string;
                format?: "json" | "csv";
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
                    "text/csv": string;
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
    listenToEvents: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `id` of the last event that was seen: the stream goes on after it. */
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The stream */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["LiveEvent"];
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
            /** @description `too_many_listeners`: You have too many event streams open */
            429: {
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
    listRequests: {
        parameters: {
            query?: {
                /** @description At most 200. */
                limit?: number;
                /** @description At most 1000, where `next` ends: further back with `until`. */
                offset?: number;
                /** @description Super admins: of one admin. Left out: of all. */
                admin?: number;
                /** @description Slug. */
                provider?: string;
                /** @description The upstream model id. */
                model?: string;
                capability?: components["schemas"]["Capability"];
                key_source?: "shared" | "personal";
                api_key?: number;
                /** @description `released`: not served, and not counted. */
                state?: "open" | "settled" | "released";
                settlement_basis?: "provider" | "counted" | "aborted" | "estimated";
                has_error?: "true" | "false";
                error_code?: string;
                /** @description Begun at this moment or later. */
                from?: string;
                /** @description Begun before this moment. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of calls */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestPage"];
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
    getRequest: {
        parameters: {
            query?: {
                /** @description Super admins: of one admin. Left out: of all. */
                admin?: number;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The record */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RequestRecord"];
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
