import { type RefObject, useEffect, useRef, useState } from 'react';

/** The inner size of an element, as it changes; zero until it is laid out. */
export function useSize<T extends HTMLElement>(): [RefObject<T | null>, { width: number; height: number }] {
  const element = useRef<T>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  useEffect(() => {
    const watch = new ResizeObserver(([entry]) => setSize({ width: entry!.contentRect.width, height: entry!.contentRect.height }));
    watch.observe(element.current!);
    return () => watch.disconnect();
  }, []);
  return [element, size];
}
