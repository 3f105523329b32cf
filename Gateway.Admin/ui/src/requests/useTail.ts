import { useEffect, useReducer, useRef } from 'react';
import { queryClient, meOptions } from '../app/queries';
import { session } from '../app/session';
import type { Filter } from '../app/contract';
import type { TailMessage } from './contract';
import { empty, patience, tailAddress, tailOf } from './tail';

/** Closed by the gateway because who watches may no longer, or may see something else now. */
const policyViolation = 1008;

/** Requests as they end, as long as the page is open; it connects again by itself, and rests while the page is hidden. */
export function useTail(tenant: string, filters: Filter[], on: boolean) {
  const [tail, act] = useReducer(tailOf, empty);
  const socket = useRef<WebSocket | null>(null);
  const wanted = JSON.stringify(filters);
  const asked = useRef(wanted);
  asked.current = wanted;

  useEffect(() => {
    if (!on) return;
    let tries = 0, over = false, timer = 0;
    const open = () => {
      act({ type: 'opening' });
      const { url, protocols } = tailAddress(location.origin, tenant, JSON.parse(asked.current) as Filter[], session.token());
      const one = (socket.current = new WebSocket(url, protocols));
      one.onmessage = (event) => {
        const message = JSON.parse(String(event.data)) as TailMessage;
        if (message.type === 'state' && message.state === 'live') tries = 0;
        act(message);
      };
      one.onclose = (event) => {
        if (over) return;
        act({ type: 'lost' });
        // Whether the session is over, or its roles are others, is for the page as a whole to find out.
        if (event.code === policyViolation) void queryClient.invalidateQueries({ queryKey: meOptions.queryKey });
        timer = window.setTimeout(open, patience(tries++) * 1000);
      };
      one.onopen = () => { if (document.hidden) one.send('{"type":"pause"}'); };
    };
    const look = () => { if (socket.current?.readyState === WebSocket.OPEN) socket.current.send(JSON.stringify({ type: document.hidden ? 'pause' : 'resume' })); };
    open();
    document.addEventListener('visibilitychange', look);
    return () => { over = true; clearTimeout(timer); document.removeEventListener('visibilitychange', look); socket.current?.close(); act({ type: 'clear' }); };
  }, [tenant, on]);

  // Other filters are told to the open socket; what the old ones let through goes.
  const told = useRef(wanted);
  useEffect(() => {
    if (told.current === wanted) return;
    told.current = wanted;
    act({ type: 'clear' });
    if (socket.current?.readyState === WebSocket.OPEN) socket.current.send(`{"type":"filters","filters":${wanted}}`);
  }, [wanted]);

  return { tail, act };
}
