// A ticket in lines, as the message that it came with shows it.
import type { Ticket } from '../lib/wire';
import { words } from '../lib/words';

export function ticketLines(ticket: Ticket | undefined): string[] {
  if (!ticket) return [];
  const { where, verify, leave_alone } = ticket;
  const said = [
    ['where', where],
    ['verify', verify],
    ['leave_alone', leave_alone],
  ] as const;
  return said.filter(([, text]) => text.trim()).map(([field, text]) => words.composer.ticket.said(field, text));
}
