// What is said within marked-up text in the place of what HTML alone does not tell. Loaded late, with the renderer.
export const markup = {
  done: 'done',
  open: 'not done',
  picture: (alt: string) => (alt ? `[Picture not shown: ${alt}]` : '[Picture not shown]'),
  notes: 'Speaker’s notes',
} as const;
