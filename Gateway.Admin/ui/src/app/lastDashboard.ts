/** Which dashboard was looked at last in a tenant, so that one comes back to it. */
const key = (tenant: string) => `gateway.dashboard.${tenant}`;

export const lastDashboard = (tenant: string) => localStorage.getItem(key(tenant)) ?? 'overview';
export const rememberDashboard = (tenant: string, id: string) => localStorage.setItem(key(tenant), id);
export const forgetDashboard = (tenant: string) => localStorage.removeItem(key(tenant));
