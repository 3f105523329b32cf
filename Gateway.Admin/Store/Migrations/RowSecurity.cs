using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Admin.Store.Migrations;

/// <summary>
/// Row security and rights. A migration that makes a table calls one of these for it; a test walks all tables. Row security is
/// never taken back, so there is no way down.
/// </summary>
static class RowSecurity
{
    /// <summary>A table whose rows belong to tenants: a session sees its tenant's rows, "not set" sees nothing, <c>*</c> sees all.</summary>
    public static void OfTenant(MigrationBuilder migration, string table, string rights = "select, insert, update, delete") => migration.Sql($"""
        alter table gateway.{table} enable row level security;
        create policy {table}_of_tenant on gateway.{table} to gateway_control
          using (tenant_id = nullif(current_setting('app.tenant', true), ''));
        create policy {table}_of_all on gateway.{table} to gateway_control
          using (current_setting('app.tenant', true) = '*');
        grant {rights} on gateway.{table} to gateway_control;
        """);

    /// <summary>A table of the platform: no row belongs to a tenant.</summary>
    public static void OfPlatform(MigrationBuilder migration, string table) =>
        migration.Sql($"grant select, insert, update, delete on gateway.{table} to gateway_control;");
}
