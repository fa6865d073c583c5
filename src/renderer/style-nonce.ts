/**
 * Tightens the page's content security policy for styles. Mantine writes its theme into `<style>` tags, so the policy
 * in `index.html` has to let inline styles in; a second policy, with a nonce that is new at every start, then leaves
 * the door open for those tags alone. Policies add up: the strictest wins. Not in development, where Vite injects
 * style tags of its own.
 *
 * @returns the nonce for style tags.
 */
export function requireStyleNonce(): string {
  const nonce = crypto.randomUUID()
  if (import.meta.env.PROD) {
    const policy = document.createElement('meta')
    policy.httpEquiv = 'Content-Security-Policy'
    policy.content = `style-src 'self' 'nonce-${nonce}'`
    document.head.append(policy)
  }
  return nonce
}
