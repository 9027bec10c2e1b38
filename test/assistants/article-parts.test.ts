/** The parts that an article is made with, each by a table. */
import { describe, expect, it } from 'vitest'
import { cleanBody } from '../../src/assistants/content/html.ts'
import { countWords, directionOf, toLanguageTag } from '../../src/assistants/content/language.ts'
import { toSlug } from '../../src/assistants/content/slug.ts'

describe('the body of an article', () => {
  it.each([
    ['keeps text, lists and tables', '<p>a<br>b</p><ul><li><strong>c</strong></li></ul><pre><code>d</code></pre>'],
    ['keeps cells that span', '<table><tbody><tr><td colspan="2" rowspan="3">a</td></tr></tbody></table>'],
    ['keeps characters that are markup as text', '<p>1 &#x3C; 2 &#x26; 3 > 2</p>'],
  ])('%s', (_, html) => {
    expect(cleanBody(html).html).toBe(html)
  })

  it.each([
    ['drops the one h1, which is the title', '<h1>Title</h1><p>a</p>', '<p>a</p>'],
    ['makes h2 of several h1', '<h1>a</h1><h1>b</h1>', '<h2>a</h2><h2>b</h2>'],
    [
      'knows other names of the same',
      '<h5>a</h5><p><b>b</b><i>c</i></p>',
      '<h4>a</h4><p><strong>b</strong><em>c</em></p>',
    ],
    ['unwraps what else there is', '<!doctype html><html><body><main><div>a</div></main></body>', 'a'],
    ['drops every other attribute', '<p id=a class=b style="x" dir=rtl data-c onclick=d()>e</p>', '<p>e</p>'],
    ['closes what is open', '<ul><li>a<li><strong>b', '<ul><li>a</li><li><strong>b</strong></li></ul>'],
    ['leaves no list item or cell outside of its list', '<li>a</li><td>b</td>', 'ab'],
    [
      'marks links',
      '<a href=https://a.example/?b target=_top rel=x>c</a>',
      '<a href="https://a.example/?b" rel="nofollow noopener">c</a>',
    ],
    [
      'unwraps links that lead nowhere',
      '<a href="/a">a</a><a href="#b">b</a><a>c</a><a href="//d.example">d</a>',
      'abcd',
    ],
    ['drops comments', '<p>a<!-- b --></p>', '<p>a</p>'],
    ['drops what is not read', '<script>a</script><style>b</style><template><p>c</p></template><title>d</title>e', 'e'],
  ])('%s', (_, html, clean) => {
    expect(cleanBody(html).html).toBe(clean)
  })

  it.each([
    '<script>alert(1)</script>',
    '<SCRIPT/SRC=https://evil.example/x.js></SCRIPT>',
    '<scr<script>ipt>alert(1)</scr</script>ipt>',
    '<img src=x onerror=alert(1)>',
    '<img src="x` `<script>alert(1)</script>"` `>',
    '<p onmouseover=alert(1)>a</p>',
    '<p/onclick=alert(1)//>a',
    '<a href="javascript:alert(1)">a</a>',
    '<a href=" &#14; JaVaScRiPt:alert(1)">a</a>',
    '<a href="java\tscript:alert(1)">a</a>',
    '<a href="java&#10;script&colon;alert(1)">a</a>',
    '<a href="&#x6A&#x61vascript:alert(1)">a</a>',
    '<a href="data:text/html,<script>alert(1)</script>">a</a>',
    '<a href="vbscript:alert(1)">a</a>',
    '<a href="https:javascript:alert(1)">a</a>',
    '<a href="https://a.example" onclick="alert(1)">a</a>',
    '<a href="https://a.example/&quot; onclick=&quot;alert(1)">a</a>',
    '<iframe src="javascript:alert(1)"></iframe>',
    '<iframe srcdoc="<script>alert(1)</script>">',
    '<object data=x.swf><embed src=x.swf></object>',
    '<form action=javascript:alert(1)><button formaction=javascript:alert(1)>a</button></form>',
    '<meta http-equiv=refresh content="0;javascript:alert(1)"><base href=//evil.example><link rel=stylesheet href=x>',
    '<svg onload=alert(1)><script>alert(1)</script></svg>',
    '<svg><a xlink:href="javascript:alert(1)"><text>a</text></a></svg>',
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    '<math><annotation-xml encoding="text/html"><style><img src=x onerror=alert(1)></style></annotation-xml></math>',
    '<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    '<textarea><p title="</textarea><img src=x onerror=alert(1)>">',
    '<xmp><p title="</xmp><img src=x onerror=alert(1)>">',
    '<template><script>alert(1)</script></template>',
    '<table><td><script>alert(1)</script><a href=javascript:alert(1)>a</table>',
    '<p style="background:url(javascript:alert(1))">a',
    '<plaintext><script>alert(1)</script>',
    '<!--><script>alert(1)</script>-->',
    '<![CDATA[<script>alert(1)</script>]]>',
    '<?xml version="1.0"?><script>alert(1)</script>',
    '<constructor><__proto__ onload=alert(1)>a',
  ])('has nothing active in it: %s', (html) => {
    const first = cleanBody(html).html
    expect(first.match(/<[^>]*>/g)?.join('') ?? '').toMatch(
      /^(<\/?(p|a|table|tbody|tr|td)( href="https:\/\/a\.example[^"]*" rel="nofollow noopener")?>)*$/,
    )
    expect(cleanBody(first).html).toBe(first)
  })

  it('is read as a reader sees it: words of two blocks are two words', () => {
    const { text, headings } = cleanBody(
      '<h2>One\n <em>two</em></h2><p>three</p>four<ul><li>five</li><li>six</li></ul>',
    )
    expect(text.split(/\s+/)).toEqual(['One', 'two', 'three', 'four', 'five', 'six'])
    expect(headings).toEqual([{ level: 2, text: 'One two' }])
  })
})

describe('a slug', () => {
  it.each([
    ['How to Brew: 5 Tips!', 'en', 'how-to-brew-5-tips'],
    ['Don’t  panic — it’s fine', 'en', 'dont-panic-its-fine'],
    ['Cafe\u0301 Münster', 'de', 'café-münster'],
    ['IŞIK ve İNSAN', 'tr', 'ışık-ve-insan'],
    ['آموزش «دم‌کردن» چای', 'fa', 'آموزش-دم-کردن-چای'],
    ['हिन्दी में चाय', 'hi', 'हिन्दी-में-चाय'],
    ['東京のコーヒー', 'ja', '東京のコーヒー'],
    ['C++ & <b>', 'en', 'c-b'],
    ['— … —', 'en', ''],
    [`${'word '.repeat(20)}`, 'en', 'word-'.repeat(15) + 'word'],
    ['字'.repeat(100), 'zh', '字'.repeat(80)],
    ['𝒳'.repeat(100), 'en', '𝒳'.repeat(80)],
  ])('of %s (%s)', (title, language, slug) => {
    expect(toSlug(title, language)).toBe(slug)
  })
})

describe('a language', () => {
  it.each([
    ['fa', 'fa', 'rtl'],
    ['FA-ir', 'fa-IR', 'rtl'],
    ['pt_br', 'pt-BR', 'ltr'],
    ['Persian', 'fa', 'rtl'],
    ['farsi', 'fa', 'rtl'],
    ['فارسی', 'fa', 'rtl'],
    ['Deutsch', 'de', 'ltr'],
    ['Hebrew', 'he', 'rtl'],
    ['iw', 'he', 'rtl'],
    ['Central Kurdish', 'ckb', 'rtl'],
    ['Simplified Chinese', 'zh-Hans', 'ltr'],
    ['pa-PK', 'pa-PK', 'rtl'],
    ['az-Arab', 'az-Arab', 'rtl'],
    ['ur', 'ur', 'rtl'],
    ['en', 'en', 'ltr'],
    ['de-1996', 'de-1996', 'ltr'],
    ['fa-u-nu-latn-x-home', 'fa', 'rtl'],
    ['tlh', 'tlh', 'ltr'],
  ])('%s is %s, %s', (text, tag, direction) => {
    expect(toLanguageTag(text)).toBe(tag)
    expect(directionOf(tag)).toBe(direction)
  })

  it.each(['', 'Klingonish', 'e', '1', 'en us', 'x-private', 'constructor', '__proto__'])('is not “%s”', (text) => {
    expect(toLanguageTag(text)).toBeNull()
  })

  it.each([
    ['en', 'It’s 3.5 °C — isn’t it? E-mail me.', 8],
    ['fa', 'این مقاله می‌گوید که ۱۰ نکته هست.', 7],
    ['ar', 'هذا مقال قصير عن القهوة، ٣ كلمات.', 7],
    ['ja', '私は東京でコーヒーを飲みます。', 9],
    ['zh', '我们在北京喝咖啡。', 5],
    ['th', 'ฉันดื่มกาแฟที่กรุงเทพ', 5],
    ['en', ' \n—', 0],
  ])('%s: its words are counted in %s', (language, text, count) => {
    expect(countWords(text, language)).toBe(count)
  })
})
