/** Which days a report is of, and what it refuses to be asked. */
import { beforeAll, describe, expect, it } from 'vitest'
import { createApi, expectProblem, type Api } from '../support/api.ts'
import { createAdmin, createGateway } from '../support/gateway.ts'
import { aDay, noFigures, readReport, writeDays } from '../support/usage.ts'

let superApi: Api
let ownApi: Api

const DAYS = ['2031-01-31', '2031-02-01', '2031-02-28', '2031-03-01', '2031-12-31', '2032-01-01', '2032-02-29']

beforeAll(async () => {
  const gateway = createGateway()
  superApi = createApi(gateway, (await createAdmin('super_admin')).key)
  const admin = await createAdmin()
  ownApi = createApi(gateway, admin.key)
  await writeDays(
    admin.id,
    DAYS.map((day) => aDay({ day, requests: 1, costMicroUsd: 1 })),
  )
})

describe('the days of a report', () => {
  it.each([
    ['period=2031-01', '2031-01-01', '2031-01-31', ['2031-01-31']],
    ['period=2031-02', '2031-02-01', '2031-02-28', ['2031-02-01', '2031-02-28']],
    ['period=2031-12', '2031-12-01', '2031-12-31', ['2031-12-31']],
    ['period=2032-02', '2032-02-01', '2032-02-29', ['2032-02-29']],
    ['period=2031-04', '2031-04-01', '2031-04-30', []],
    ['from=2031-02-28&to=2031-02-28', '2031-02-28', '2031-02-28', ['2031-02-28']],
    ['from=2031-02-02&to=2031-03-01', '2031-02-02', '2031-03-01', ['2031-02-28', '2031-03-01']],
    ['from=2031-12-31&to=2032-01-01', '2031-12-31', '2032-01-01', ['2031-12-31', '2032-01-01']],
    ['from=2031-03-02&to=2032-03-01', '2031-03-02', '2032-03-01', ['2031-12-31', '2032-01-01', '2032-02-29']],
  ])('are those of ?%s, both ends included', async (query, from, to, days) => {
    for (const api of [superApi, ownApi]) {
      const report = await readReport(api, `?${query}`)
      expect(report).toMatchObject({ period: query.startsWith('period') ? query.slice(7) : null, from, to })
      expect(report.by_day.filter(({ requests }) => requests > 0).map(({ day }) => day)).toEqual(days)
      expect(report.totals.requests).toBe(days.length)
    }
  })

  it('that are past are all there', async () => {
    const { by_day: days, totals } = await readReport(ownApi, '?from=2019-12-30&to=2020-01-02')
    expect(days).toEqual(['2019-12-30', '2019-12-31', '2020-01-01', '2020-01-02'].map((day) => ({ day, ...noFigures })))
    expect(totals).toEqual(noFigures)
  })

  it('may be any month that can be written', async () => {
    expect(await readReport(ownApi, '?period=0001-02')).toMatchObject({ from: '0001-02-01', to: '0001-02-28' })
    expect(await readReport(ownApi, '?period=9999-12')).toMatchObject({ to: '9999-12-31', by_day: [] })
  })
})

describe('the report refuses', () => {
  it.each([
    ['period=2026-13', 'period'],
    ['period=2026-00', 'period'],
    ['period=2026', 'period'],
    ['period=2026-1', 'period'],
    ['period=', 'period'],
    ['period=2026-11&period=2026-12', 'period'],
    ['period=2026-11&from=2026-11-01', 'period'],
    ['period=2026-11&from=2026-11-01&to=2026-11-02', 'period'],
    ['from=2026-11-01', 'to'],
    ['to=2026-11-01', 'from'],
    ['from=2026-11-02&to=2026-11-01', 'to'],
    ['from=2026-02-30&to=2026-03-01', 'from'],
    ['from=2025-02-29&to=2025-03-01', 'from'],
    ['from=2026-11-01&to=2026-11-01T00:00:00Z', 'to'],
    ['from=2026-11-01&to=tomorrow', 'to'],
    ['from=2026-01-01&to=2027-01-02', 'to'],
    ['admin=0', 'admin'],
    ['admin=me', 'admin'],
    ['api_key=-1', 'api_key'],
    ['api_key=gh_x', 'api_key'],
    ['provider=', 'provider'],
    ['model=', 'model'],
    ['capability=juggling', 'capability'],
    ['key_source=stolen', 'key_source'],
    ['group_by=', 'group_by'],
    ['group_by=day,', 'group_by'],
    ['group_by=hour', 'group_by'],
    ['group_by=day;provider', 'group_by'],
    ['group_by=constructor', 'group_by'],
    ['format=xlsx', 'format'],
  ])('?%s', async (query, field) => {
    expectProblem(await superApi('GET', `/ai/usage?${query}`), 400, 'validation_failed', field)
  })

  it('nothing that has 366 days', async () => {
    await readReport(superApi, '?from=2026-01-01&to=2027-01-01')
    await readReport(superApi, '?from=2024-01-01&to=2024-12-31')
  })
})
