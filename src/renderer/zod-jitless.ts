import * as z from 'zod'

// The window's content security policy forbids `eval`, and zod decides while a schema is constructed whether to
// compile it. So this module must be evaluated before anything from `shared/`: `main.tsx` imports it first.
z.config({ jitless: true })
