import { Button } from '@mantine/core';
import { Link, type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { messageOf } from './client';

/** A page that has nothing else to show: what happened, then what to do. */
export const Message = ({ title, children, action }: { title: string; children: ReactNode; action?: ReactNode }) => (
  <div className="message" role="alert"><h1>{title}</h1><p>{children}</p>{action}</div>
);

export const Missing = () => (
  <Message title="There is no such page" action={<Button component={Link} to="/">Go to the overview</Button>}>The address leads nowhere. It may have been written by an older version of the gateway.</Message>
);

export function Broken({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return <Message title="This page could not be shown" action={<Button onClick={() => { reset(); void router.invalidate(); }}>Retry</Button>}>{messageOf(error)}</Message>;
}

/** While the gateway has not said who is here: only seen when it is slow or away (the router waits a second first). */
export const Opening = () => <div className="message" role="status"><p>Waiting for the gateway to answer.</p></div>;
