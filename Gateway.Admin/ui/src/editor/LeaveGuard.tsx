import { Button, Modal } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import type { RefObject } from 'react';

/** Asks before unsaved changes are left behind. `leaving`: this page goes by itself, after a save. */
export function LeaveGuard({ changes, leaving }: { changes: number; leaving: RefObject<boolean> }) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => changes > 0 && !leaving.current && !(next.pathname === current.pathname && (next.search as { edit?: number }).edit === 1),
    enableBeforeUnload: () => changes > 0 && !leaving.current,
    withResolver: true,
  });
  return (
    <Modal opened={status === 'blocked'} onClose={() => reset?.()} title="Leave without saving?" size={440}>
      <p className="soft">{changes === 1 ? 'One change has' : `${changes} changes have`} not been saved.</p>
      <div className="modal-foot"><Button variant="default" onClick={() => reset?.()} data-autofocus>Keep editing</Button><Button className="danger" onClick={() => proceed?.()}>Discard {changes === 1 ? 'the change' : `${changes} changes`}</Button></div>
    </Modal>
  );
}
