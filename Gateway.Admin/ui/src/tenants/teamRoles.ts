import type { Grant } from '../app/contract';

export type TeamRole = 'teamAdmin' | 'teamViewer';
export const teamRoles: TeamRole[] = ['teamViewer', 'teamAdmin'];

/** What somebody with these roles in a team can be made instead. */
export const otherRole = (roles: Grant[]): TeamRole => (roles.some(({ role }) => role === 'teamAdmin') ? 'teamViewer' : 'teamAdmin');
