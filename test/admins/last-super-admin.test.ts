import { beforeEach, describe, expect, it } from 'vitest'
import { createApi, expectProblem, type Answer } from '../support/api.ts'
import { createAdmin, createGateway, env, type Gateway } from '../support/gateway.ts'

let gateway: Gateway

beforeEach(async () => {
  gateway = createGateway()
  // The last one cannot be taken away by SQL either, so those of the test before give way to a new one.
  const keeper = await createAdmin('super_admin')
  await env.DB.prepare('DELETE FROM admins WHERE id <> ?').bind(keeper.id).run()
  await createAdmin('super_admin')
  await env.DB.prepare('DELETE FROM admins WHERE id = ?').bind(keeper.id).run()
})

const activeSuperAdmins = async () => {
  const { results } = await env.DB.prepare(`SELECT id FROM admins WHERE role = 'super_admin' AND is_active = 1`).all<{
    id: number
  }>()
  return results.map(({ id }) => id)
}

/** As many super admins as said, the one of `beforeEach` replaced. */
async function createSuperAdmins(count: number) {
  const created = await Promise.all(Array.from({ length: count }, () => createAdmin('super_admin')))
  const ids = created.map(({ id }) => id).join()
  await env.DB.prepare(`DELETE FROM admins WHERE id NOT IN (${ids})`).run()
  expect(await activeSuperAdmins()).toHaveLength(count)
  return created.map(({ id, key }) => ({ id, key, api: createApi(gateway, key) }))
}

const removals: [string, string, unknown][] = [
  ['deleted', 'DELETE', undefined],
  ['demoted', 'PATCH', { role: 'admin' }],
  ['switched off', 'PATCH', { is_active: false }],
  ['demoted and switched off', 'PATCH', { role: 'admin', is_active: false }],
]

describe('the last active super admin', () => {
  it.each(removals)('cannot be %s', async (_, method, json) => {
    const [last] = await createSuperAdmins(1)
    expectProblem(await last!.api(method, `/admins/${last!.id}`, json), 409, 'last_super_admin')
    expect((await last!.api('GET', `/admins/${last!.id}`)).body).toMatchObject({
      role: 'super_admin',
      is_active: true,
    })
  })

  it('is the last one also where others are switched off', async () => {
    const [one, two] = await createSuperAdmins(2)
    expect((await one!.api('PATCH', `/admins/${two!.id}`, { is_active: false })).status).toBe(200)
    expectProblem(await one!.api('DELETE', `/admins/${one!.id}`), 409, 'last_super_admin')
    // One that is switched off is not the last active one.
    expect((await one!.api('DELETE', `/admins/${two!.id}`)).status).toBe(204)
  })

  it('can be renamed, and go once there is another', async () => {
    const [last] = await createSuperAdmins(1)
    expect((await last!.api('PATCH', `/admins/${last!.id}`, { name: 'Still here' })).status).toBe(200)
    expect((await last!.api('PATCH', `/admins/${last!.id}`, { role: 'super_admin', is_active: true })).status).toBe(200)
    await createAdmin('super_admin')
    expect((await last!.api('DELETE', `/admins/${last!.id}`)).status).toBe(204)
  })

  it.each(removals)('stays when ten are %s in parallel, each by themselves', async (_, method, json) => {
    const ten = await createSuperAdmins(10)
    const answers = await Promise.all(ten.map(({ id, api }) => api(method, `/admins/${id}`, json)))
    expectOneRefusal(answers)
    expect(await activeSuperAdmins()).toHaveLength(1)
  })

  it.each(removals)('stays when ten are %s in parallel, each by the next', async (_, method, json) => {
    const ten = await createSuperAdmins(10)
    await Promise.all(ten.map(({ api }, index) => api(method, `/admins/${ten[(index + 1) % 10]!.id}`, json)))
    expect((await activeSuperAdmins()).length).toBeGreaterThanOrEqual(1)
  })
})

function expectOneRefusal(answers: Answer<unknown>[]): void {
  const refused = answers.filter(({ status }) => status >= 400)
  expect(refused).toHaveLength(1)
  expectProblem(refused[0]!, 409, 'last_super_admin')
}
