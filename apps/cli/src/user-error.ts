/** Bad input, in one plain sentence for the person who typed it. Ends the program with exit code 2 and nothing on standard output. */
export class UserError extends Error {
  override readonly name = 'UserError'
}
