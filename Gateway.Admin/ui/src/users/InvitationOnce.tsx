import { cut } from '../app/format';
import { type User, welcomeLink } from '../app/people';
import { SecretOnce } from '../app/SecretOnce';
import { moment, zone } from '../app/time';

/** The link for whom an invitation is, shown once: the gateway sends no mail. */
export function InvitationOnce({ user, onDone }: { user: User; onDone(): void }) {
  return (
    <SecretOnce title={user.state === 'invited' ? `Invite ${cut(user.name, 60)}` : `New password for ${cut(user.name, 60)}`} what="link" secret={welcomeLink(user.invitation ?? '')}
      lead="Copy the link and give it to the person yourself. It is shown this once and works once; with it they choose their own password." stored="I have copied this link" onDone={onDone}>
      <div><dt>For</dt><dd><bdi>{cut(user.signIn, 120)}</bdi></dd></div>
      {user.invitationExpiresAt && <div><dt>Works until</dt><dd>{moment(user.invitationExpiresAt)} {zone}</dd></div>}
    </SecretOnce>
  );
}
