import { IconAlertTriangle } from '@tabler/icons-react';
import { cut } from '../app/format';
import type { Place } from './complaints';

const most = 6;

/** What keeps the dashboard from being saved, each leading to where it is mended. */
export function FaultBar({ places, onGo }: { places: Place[]; onGo(place: Place): void }) {
  if (!places.length) return null;
  return (
    <div className="fault-bar" role="alert">
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />
      <span>{places.length === 1 ? 'One thing needs a fix' : `${places.length} things need a fix`} before this can be saved.</span>
      <ul>{places.slice(0, most).map((place) => <li key={`${place.path}/${place.words}`}><button type="button" onClick={() => onGo(place)}>{cut(place.label, 60)}</button> {cut(place.words, 200)}</li>)}</ul>
      {places.length > most && <span>And {places.length - most} more.</span>}
    </div>
  );
}
