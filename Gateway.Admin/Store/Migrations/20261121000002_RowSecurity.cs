using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Admin.Store.Migrations;

/// <summary>
/// Row security, rights and the first rows. A new table of a tenant gets the same: enable row level security, the two policies,
/// and a grant to <c>gateway_control</c>; a test walks all tables.
/// </summary>
[DbContext(typeof(GatewayDb))]
[Migration("20261121000002_RowSecurity")]
sealed class RowSecurity : Migration
{
    static readonly string[] TenantTables = ["tenants", "teams", "apis", "groups", "clusters", "destinations", "routes", "keys", "key_uses"];

    static readonly string[] PlatformTables = ["config_versions", "states", "nodes"];

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        foreach (var table in TenantTables)
        {
            migrationBuilder.Sql($"""
                alter table gateway.{table} enable row level security;
                create policy {table}_of_tenant on gateway.{table} to gateway_control
                  using (tenant_id = nullif(current_setting('app.tenant', true), ''));
                create policy {table}_of_all on gateway.{table} to gateway_control
                  using (current_setting('app.tenant', true) = '*');
                grant select, insert, update, delete on gateway.{table} to gateway_control;
                """);
        }

        foreach (var table in PlatformTables)
            migrationBuilder.Sql($"grant select, insert, update, delete on gateway.{table} to gateway_control;");
        migrationBuilder.Sql("""
            insert into gateway.tenants (tenant_id, id, name, revision) values ('platform', 'platform', 'Platform', 0);
            insert into gateway.states (id, revision, config_version) values (1, 0, 0);
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        throw new NotSupportedException("Row security is never taken back.");
}
