/** What a model answers in the tests of the simple endpoints. */

/** A chat completion that says `text`. `more` goes into its choice. */
export function answerText(
  text: string | null,
  { message, ...more }: { message?: object; finish_reason?: string } = {},
) {
  return Response.json({
    object: 'chat.completion',
    choices: [{ index: 0, message: { role: 'assistant', content: text, ...message }, finish_reason: 'stop', ...more }],
    usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 },
  })
}

/** An article as the model is asked for it: 20 words in its content. */
export const draft = {
  title: 'How a Moka Pot Works',
  meta_title: 'How a Moka Pot Works',
  meta_description: 'Water, steam and pressure: what goes on in a moka pot, and how to brew with it.',
  keywords: ['moka pot', 'coffee'],
  content:
    '<h2>Steam</h2><p>Water boils in the lower part.</p><h2>Pressure</h2><p>It rises through the <em>coffee</em> of the moka pot at two bar.</p>',
}

export const draftText = (changes: object = {}) => JSON.stringify({ ...draft, ...changes })
