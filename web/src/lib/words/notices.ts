// What the list of notices says.
export const notices = {
  title: 'Notices',
  empty: 'Nothing to tell yet. Outcomes and questions will stand here.',
  unread: 'unread',
  kept: (most: number) => `The newest ${most} are kept here. What is older is read where it happened, in the thread.`,
};
