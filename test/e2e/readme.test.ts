import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { product } from './support/control-plane.ts'

const run = promisify(execFile)

it('the example of the README works as it stands', async () => {
  const readme = await readFile('README.md', 'utf8')
  const [block] = /(?<=```bash\n)[\s\S]*?(?=```)/.exec(readme)!
  const { stdout } = await run('bash', ['-euo', 'pipefail', '-c', block], {
    env: { ...process.env, URL: product.url, KEY: product.apiKey },
    maxBuffer: 50_000_000,
  })
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  const [provider, models, settings, bulk, before, off, after] = answers
  expect(provider).toMatchObject({ slug: 'deepseek', has_shared_api_key: true, shared_api_key_hint: '-key' })
  expect(models.results.map((model: { model_id: string }) => model.model_id)).toEqual([
    'deepseek-chat',
    'deepseek-coder',
  ])
  expect(settings).toMatchObject({ has_personal_api_key: true, use_shared_api: false, monthly_limit: 10_000 })
  expect(Object.keys(bulk)).toHaveLength(8)
  expect(bulk.deepseek[0]).toMatchObject({
    access_state: 'AVAILABLE_PERSONAL',
    api_config: { model: 'deepseek/deepseek-chat', key_source: 'personal' },
    usage_info: { monthly_limit: 10_000, remaining: 10_000 },
  })
  expect(bulk.openai[0]).toMatchObject({ access_state: 'DISABLED', access_reason: 'provider_inactive' })
  expect(before.results[0]).toMatchObject({ state: 'AVAILABLE_PERSONAL', reason: 'personal_preferred' })
  expect(off).toMatchObject({ is_active: false })
  expect(after.results[0]).toMatchObject({ state: 'DISABLED', reason: 'provider_inactive', key_source: null })
  expect(stdout).not.toContain('sk-your')
})
