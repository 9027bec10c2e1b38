/**
 * What each recorded answer costs at the price sheet `everything`, in micro-USD: USD 1.100003 a million tokens of input, 0.110017
 * read from a cache, 1.375019 written to one, 4.400021 of output, 7.700027 of reasoning, and 0.000123 a request. Worked out from
 * the files alone by a script in another language, with rational numbers, and rounded up once. For example
 * `anthropic-text.json`, with 12 tokens in and 29 out: 12 × 1.100003 + 29 × 4.400021 + 123 = 263.800645, so 264.
 */
export const recordedCosts: Record<string, number> = {
  'anthropic/anthropic-advisor-20250301.1.chunks.txt': 40_317, // rounds: 1051 + 2728 + 3676 in, 35 + 3880 + 3356 out
  'anthropic/anthropic-advisor-20260301.1.json': 23_705, // rounds: 1051 + 2728 + 1363 in, 35 + 874 + 3165 out
  'anthropic/anthropic-advisor-stop-reasons.chunks.txt': 223,
  'anthropic/anthropic-advisor-stop-reasons.json': 223,
  'anthropic/anthropic-claude-opus-5-reasoning-high.1.json': 8_114, // 51 in, 0 read, 0 written, 1560 + 139 thought
  'anthropic/anthropic-clear-thinking.1.chunks.txt': 433,
  'anthropic/anthropic-clear-thinking.1.json': 345,
  'anthropic/anthropic-clear-tool-uses.1.chunks.txt': 1_605,
  'anthropic/anthropic-clear-tool-uses.1.json': 1_649,
  'anthropic/anthropic-code-execution-20250825.1.chunks.txt': 12_371,
  'anthropic/anthropic-code-execution-20250825.1.json': 11_468,
  'anthropic/anthropic-code-execution-20250825.2.chunks.txt': 28_297,
  'anthropic/anthropic-code-execution-20250825.2.json': 19_904,
  'anthropic/anthropic-code-execution-20250825.pptx-skill.chunks.txt': 376_615,
  'anthropic/anthropic-code-execution-20250825.pptx-skill.json': 1_106_806,
  'anthropic/anthropic-code-execution-20260120-prompt-cache.1.chunks.txt': 6_282, // 6 in, 6289 read, 3337 written, 198 + 0 thought
  'anthropic/anthropic-code-execution-file-upload.1.chunks.txt': 17_632,
  'anthropic/anthropic-code-execution-file-upload.1.json': 10_612,
  'anthropic/anthropic-combined-context-editing.1.chunks.txt': 2_313,
  'anthropic/anthropic-combined-context-editing.1.json': 2_018,
  'anthropic/anthropic-compaction.1.chunks.txt': 81_921, // rounds: 60385 + 612 in, 522 + 2819 out
  'anthropic/anthropic-compaction.1.json': 75_710, // rounds: 60385 + 682 in, 592 + 1320 out
  'anthropic/anthropic-fallback.chunks.txt': 1_738,
  'anthropic/anthropic-fallback.json': 1_738,
  'anthropic/anthropic-json-other-tool.1.chunks.txt': 1_174,
  'anthropic/anthropic-json-other-tool.1.json': 1_174,
  'anthropic/anthropic-json-output-format.1.chunks.txt': 1_810,
  'anthropic/anthropic-json-output-format.1.json': 3_299,
  'anthropic/anthropic-json-tool.1.chunks.txt': 1_264,
  'anthropic/anthropic-json-tool.1.json': 1_772,
  'anthropic/anthropic-json-tool.2.chunks.txt': 1_264,
  'anthropic/anthropic-mcp.1.chunks.txt': 1_864,
  'anthropic/anthropic-mcp.1.json': 1_886,
  'anthropic/anthropic-memory-20250818.1.json': 2_203,
  'anthropic/anthropic-message-delta-input-tokens.chunks.txt': 199,
  'anthropic/anthropic-programmatic-tool-calling.1.chunks.txt': 7_019,
  'anthropic/anthropic-programmatic-tool-calling.1.chunks.txt (2)': 123,
  'anthropic/anthropic-programmatic-tool-calling.1.chunks.txt (3)': 123,
  'anthropic/anthropic-programmatic-tool-calling.1.chunks.txt (4)': 123,
  'anthropic/anthropic-programmatic-tool-calling.1.chunks.txt (5)': 123,
  'anthropic/anthropic-programmatic-tool-calling.1.chunks.txt (6)': 123,
  'anthropic/anthropic-programmatic-tool-calling.1.chunks.txt (7)': 123,
  'anthropic/anthropic-programmatic-tool-calling.1.chunks.txt (8)': 123,
  'anthropic/anthropic-programmatic-tool-calling.1.chunks.txt (9)': 123,
  'anthropic/anthropic-programmatic-tool-calling.1.chunks.txt (10)': 123,
  'anthropic/anthropic-programmatic-tool-calling.1.chunks.txt (11)': 123,
  'anthropic/anthropic-programmatic-tool-calling.1.chunks.txt (12)': 123,
  'anthropic/anthropic-programmatic-tool-calling.1.chunks.txt (13)': 123,
  'anthropic/anthropic-programmatic-tool-calling.1.chunks.txt (14)': 123,
  'anthropic/anthropic-programmatic-tool-calling.1.chunks.txt (15)': 5_996,
  'anthropic/anthropic-programmatic-tool-calling.1.json': 5_798,
  'anthropic/anthropic-refusal-no-details.json': 165,
  'anthropic/anthropic-refusal.chunks.txt': 165,
  'anthropic/anthropic-refusal.json': 165,
  'anthropic/anthropic-text.chunks.txt': 269,
  'anthropic/anthropic-text.json': 264,
  'anthropic/anthropic-tool-no-args.chunks.txt': 956,
  'anthropic/anthropic-tool-no-args.json': 1_195,
  'anthropic/anthropic-tool-search-bm25.1.chunks.txt': 2_612,
  'anthropic/anthropic-tool-search-bm25.1.chunks.txt (2)': 1_448,
  'anthropic/anthropic-tool-search-bm25.1.json': 2_626,
  'anthropic/anthropic-tool-search-deferred-bm25.2.json': 2_599,
  'anthropic/anthropic-tool-search-deferred-bm25.chunks.txt': 1_869,
  'anthropic/anthropic-tool-search-deferred-bm25.chunks.txt (2)': 2_599,
  'anthropic/anthropic-tool-search-deferred-bm25.chunks.txt (3)': 2_344,
  'anthropic/anthropic-tool-search-deferred-regex.2.json': 2_689,
  'anthropic/anthropic-tool-search-deferred-regex.chunks.txt': 1_888,
  'anthropic/anthropic-tool-search-deferred-regex.chunks.txt (2)': 2_723,
  'anthropic/anthropic-tool-search-deferred-regex.chunks.txt (3)': 2_577,
  'anthropic/anthropic-tool-search-regex.1.chunks.txt': 2_690,
  'anthropic/anthropic-tool-search-regex.1.chunks.txt (2)': 1_596,
  'anthropic/anthropic-tool-search-regex.1.json': 2_777,
  'anthropic/anthropic-web-fetch-tool-20260209.1.chunks.txt': 8_646,
  'anthropic/anthropic-web-fetch-tool-20260209.1.json': 8_761,
  'anthropic/anthropic-web-fetch-tool.1.chunks.txt': 6_739,
  'anthropic/anthropic-web-fetch-tool.1.json': 6_814,
  'anthropic/anthropic-web-fetch-tool.2.json': 33_231,
  'anthropic/anthropic-web-fetch-tool.error.json': 3_157,
  'anthropic/anthropic-web-search-tool.1.chunks.txt': 20_853,
  'anthropic/anthropic-web-search-tool.1.json': 32_593,
  'anthropic/duplicate-message-start.chunks.txt': 1_141,
  'anthropic/spliced-message-start.chunks.txt': 428,
  'deepseek/deepseek-json.json': 1_374, // 175 + 320 cached in, 26 + 118 reasoning
  'deepseek/deepseek-reasoning.chunks.txt': 1_783, // 18 + 0 cached in, 14 + 205 reasoning
  'deepseek/deepseek-reasoning.json': 2_701, // 18 + 0 cached in, 30 + 315 reasoning
  'deepseek/deepseek-text.chunks.txt': 1_898,
  'deepseek/deepseek-text.json': 1_458,
  'deepseek/deepseek-tool-call.chunks.txt': 674, // 19 + 320 cached in, 44 + 39 reasoning
  'deepseek/deepseek-tool-call.json': 743, // 19 + 320 cached in, 44 + 48 reasoning
  'google/google-reasoning-gemini3.chunks.txt': 2_560, // 9 in, 23 + 302 thought
  'google/google-reasoning-gemini3.json': 2_248, // 9 in, 29 + 258 thought
  'google/google-reasoning.chunks.txt': 2_232, // 9 in, 29 + 256 thought
  'google/google-reasoning.json': 2_432, // 9 in, 29 + 282 thought
  'google/google-stream-no-args-tool-call.chunks.txt': 2_062, // 249 in, 58 + 183 thought
  'google/google-stream-tool-call-arguments.chunks.txt': 1_270, // 26 in, 23 + 132 thought
  'google/google-stream-tool-call-array-arguments-missing-terminal-function-call.chunks.txt': 1_440, // 54 in, 74 + 121 thought
  'google/google-text.chunks.txt': 1_659, // 9 in, 23 + 185 thought
  'google/google-text.json': 2_135, // 9 in, 28 + 244 thought
  'google/google-tool-call-gemini3.chunks.txt': 6_412, // 29 in, 15 + 804 thought
  'google/google-tool-call-gemini3.json': 14_089, // 29 in, 15 + 1801 thought
  'google/google-tool-call.chunks.txt': 568, // 29 in, 15 + 45 thought
  'google/google-tool-call.json': 7_098, // 29 in, 15 + 893 thought
  'google/google-vertex-stream-tool-call-arguments-nested.1.chunks.txt': 11_067, // 31 in, 684 + 1026 thought
  'groq/groq-reasoning.json': 4_879, // 17 + 0 cached in, 79 + 570 reasoning
  'groq/groq-text.chunks.txt': 3_086,
  'groq/groq-text.json': 2_844,
  'groq/groq-tool-call.chunks.txt': 421,
  'groq/groq-tool-call.json': 429,
  'mistral/mistral-incremental-tool-call.chunks.txt': 246, // 43 + 128 cached in, 14 + 0 reasoning
  'mistral/mistral-reasoning.chunks.txt': 337,
  'mistral/mistral-reasoning.json': 337,
  'mistral/mistral-text.chunks.txt': 173,
  'mistral/mistral-text.json': 2_047,
  'mistral/mistral-tool-call.chunks.txt': 357,
  'mistral/mistral-tool-call.json': 357,
  'openai-compatible/xai-text.chunks.txt': 2_753, // 1 + 11 cached in, 2 + 340 reasoning
  'openai-compatible/xai-text.json': 2_608, // 10 + 2 cached in, 2 + 320 reasoning
  'openai-compatible/xai-tool-call.chunks.txt': 2_021, // 1 + 306 cached in, 26 + 227 reasoning
  'openai-compatible/xai-tool-call.json': 2_298, // 63 + 244 cached in, 26 + 255 reasoning
  'openai/azure-model-router.1.chunks.txt': 694, // 15 + 0 cached in, 14 + 64 reasoning
  'openai/github-copilot-id-rotation.1.chunks.txt': 752,
  'openai/openai-apply-patch-tool-delete.1.chunks.txt': 150,
  'openai/openai-apply-patch-tool.1.chunks.txt': 1_125,
  'openai/openai-apply-patch-tool.1.json': 1_125,
  'openai/openai-client-tool-search.1.chunks.txt': 331,
  'openai/openai-client-tool-search.1.json': 318,
  'openai/openai-client-tool-search.2.chunks.txt': 752,
  'openai/openai-client-tool-search.2.json': 745,
  'openai/openai-code-interpreter-tool.1.chunks.txt': 15_648, // 3103 + 2944 cached in, 215 + 1408 reasoning
  'openai/openai-code-interpreter-tool.1.json': 17_032,
  'openai/openai-completion-text.chunks.txt': 209,
  'openai/openai-completion-text.json': 209,
  'openai/openai-custom-tool.1.chunks.txt': 267,
  'openai/openai-custom-tool.1.json': 267,
  'openai/openai-embedding.json': 137,
  'openai/openai-file-search-tool.1.chunks.txt': 6_375, // 1433 + 2304 cached in, 109 + 512 reasoning
  'openai/openai-file-search-tool.1.json': 7_032, // 1140 + 2560 cached in, 101 + 640 reasoning
  'openai/openai-file-search-tool.2.chunks.txt': 5_833, // 1444 + 2304 cached in, 95 + 448 reasoning
  'openai/openai-file-search-tool.2.json': 5_725, // 1374 + 2304 cached in, 88 + 448 reasoning
  'openai/openai-image-generation-tool.1.chunks.txt': 10_333, // 1021 + 1920 cached in, 225 + 1024 reasoning
  'openai/openai-image-generation-tool.1.json': 18_594,
  'openai/openai-local-shell-tool.1.chunks.txt': 1_658,
  'openai/openai-mcp-tool-approval.1.chunks.txt': 799,
  'openai/openai-mcp-tool-approval.1.json': 1_257,
  'openai/openai-mcp-tool-approval.2.chunks.txt': 3_209,
  'openai/openai-mcp-tool-approval.2.json': 3_683,
  'openai/openai-mcp-tool-approval.3.chunks.txt': 1_005,
  'openai/openai-mcp-tool-approval.3.json': 1_438,
  'openai/openai-mcp-tool-approval.4.chunks.txt': 1_284,
  'openai/openai-mcp-tool-approval.4.json': 1_291,
  'openai/openai-mcp-tool.1.chunks.txt': 19_020,
  'openai/openai-mcp-tool.1.json': 14_560,
  'openai/openai-phase.1.chunks.txt': 7_154, // 4040 + 3072 cached in, 399 + 64 reasoning
  'openai/openai-phase.1.json': 7_102, // 4171 + 3072 cached in, 365 + 58 reasoning
  'openai/openai-reasoning-encrypted-content.1.chunks.txt': 394,
  'openai/openai-reasoning-encrypted-content.1.chunks.txt (2)': 481,
  'openai/openai-reasoning-encrypted-content.1.chunks.txt (3)': 524,
  'openai/openai-reasoning-encrypted-content.1.chunks.txt (4)': 505,
  'openai/openai-reasoning-encrypted-content.1.json': 2_215,
  'openai/openai-shell-container-multiturn.1.chunks.txt': 1_094,
  'openai/openai-shell-container-multiturn.1.json': 1_087,
  'openai/openai-shell-container.1.chunks.txt': 872,
  'openai/openai-shell-container.1.json': 872,
  'openai/openai-shell-local-multiturn.1.chunks.txt': 665,
  'openai/openai-shell-local-multiturn.1.json': 665,
  'openai/openai-shell-skills.1.chunks.txt': 2_472, // 477 + 1024 cached in, 214 + 100 reasoning
  'openai/openai-shell-skills.1.json': 2_545, // 475 + 1024 cached in, 231 + 100 reasoning
  'openai/openai-shell-tool.1.chunks.txt': 463,
  'openai/openai-shell-tool.1.chunks.txt (2)': 1_218,
  'openai/openai-shell-tool.1.json': 617,
  'openai/openai-text.chunks.txt': 1_461,
  'openai/openai-text.json': 1_738,
  'openai/openai-tool-search.1.chunks.txt': 1_096,
  'openai/openai-tool-search.1.json': 1_096,
  'openai/openai-web-search-tool.1.chunks.txt': 62_309, // 27361 + 3712 cached in, 704 + 3712 reasoning
  'openai/openai-web-search-tool.1.json': 45_048, // 15969 + 3712 cached in, 637 + 3136 reasoning
  'openai/parallel-tool-call-wrapper.1.json': 284,
  'openai/programmatic-tool-calling.1.chunks.txt': 1_323,
  'openai/programmatic-tool-calling.1.json': 1_611,
  'openai/programmatic-tool-calling.2.chunks.txt': 123,
  'openai/programmatic-tool-calling.2.json': 123,
  'openai/programmatic-tool-calling.3.chunks.txt': 1_110,
  'openai/programmatic-tool-calling.3.json': 1_261,
}

/** Over the bridge, whose package leaves out what an advisor, another model, used on the way. */
export const recordedCostsWithoutAdvisor: Record<string, number> = {
  ...recordedCosts,
  'anthropic/anthropic-advisor-20250301.1.chunks.txt': 20_244, // rounds: 1051 + 3676 in, 35 + 3356 out
  'anthropic/anthropic-advisor-20260301.1.json': 16_859, // rounds: 1051 + 1363 in, 35 + 3165 out
}
