import { describe, expect, it } from 'vitest'
import { groupWords } from '../../../src/upstreams/bridge/group-words.ts'
import { toSrt, toVtt } from '../../../src/upstreams/bridge/subtitles.ts'

const say = (text: string, secondsEach = 0.5, startSecond = 0) =>
  text.split(' ').map((word, index) => ({
    text: word.replace(/[.,!?]/g, '').toLowerCase(),
    startSecond: startSecond + index * secondsEach,
    endSecond: startSecond + (index + 1) * secondsEach,
  }))

describe('subtitle files', () => {
  it('carry rounded milliseconds over, and hours past a day', () => {
    const cues = [
      { text: 'a', startSecond: 59.9996, endSecond: 3599.9999 },
      { text: 'b', startSecond: 3661.001, endSecond: 360_000.5 },
    ]
    expect(toSrt(cues)).toBe('1\n00:01:00,000 --> 01:00:00,000\na\n\n2\n01:01:01,001 --> 100:00:00,500\nb\n\n')
    expect(toVtt(cues)).toBe('WEBVTT\n\n00:01:00.000 --> 01:00:00.000\na\n\n01:01:01.001 --> 100:00:00.500\nb\n\n')
  })

  it('keep what is said from looking like the file around it', () => {
    expect(toSrt([{ text: ' one\n\n2\n00:00 --> two ', startSecond: 1, endSecond: 0 }])).toBe(
      '1\n00:00:01,000 --> 00:00:01,000\none\n2\n00:00 -> two\n\n',
    )
  })

  it('are empty of silence', () => {
    expect(toSrt([])).toBe('')
    expect(toVtt([])).toBe('WEBVTT\n\n')
  })
})

describe('grouping words', () => {
  it('ends a group with a sentence', () => {
    const text = 'It works. Does it? Yes!'
    expect(groupWords(say(text), text)).toEqual([
      { text: 'It works.', startSecond: 0, endSecond: 1 },
      { text: 'Does it?', startSecond: 1, endSecond: 2 },
      { text: 'Yes!', startSecond: 2, endSecond: 2.5 },
    ])
  })

  it('ends a group at a pause', () => {
    const words = [...say('hello there'), ...say('again', 0.5, 3)]
    expect(groupWords(words, 'hello there again').map(({ text }) => text)).toEqual(['hello there', 'again'])
  })

  it('ends a group that would be too long to read, and leaves no word out', () => {
    const text = Array.from({ length: 60 }, (_, index) => `word${index}`).join(' ')
    const groups = groupWords(say(text), text)
    expect(groups.map((group) => group.text).join(' ')).toBe(text)
    for (const { text, startSecond, endSecond } of groups) {
      expect(text.length).toBeLessThanOrEqual(84)
      expect(endSecond - startSecond).toBeLessThanOrEqual(7)
    }
  })

  it('keeps a text without spaces without spaces', () => {
    const words = ['你', '好', '世', '界'].map((text, index) => ({ text, startSecond: index, endSecond: index + 1 }))
    expect(groupWords(words, '你好。世界。').map(({ text }) => text)).toEqual(['你好。', '世界。'])
  })

  it('takes the words alone when the text says them differently', () => {
    const words = say('twenty five apples')
    expect(groupWords(words, '25 apples')).toEqual([{ text: 'twenty five apples', startSecond: 0, endSecond: 1.5 }])
  })

  it('makes nothing of nothing', () => {
    expect(groupWords([], '')).toEqual([])
  })
})
