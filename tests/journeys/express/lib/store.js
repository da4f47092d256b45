// What the site remembers, in memory.
export function createStore() {
  const subscribers = new Set();
  const letters = [];
  return {
    subscribe(email) {
      if (subscribers.has(email)) return false;
      subscribers.add(email);
      return true;
    },
    unsubscribe: (email) => subscribers.delete(email),
    count: () => subscribers.size,
    write: (letter) => letters.push(letter),
  };
}
