#nullable enable

using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Admin.Store.Migrations;

/// <summary>What clusters, destinations and APIs have beyond the first version, and which destinations a node passes over.</summary>
[DbContext(typeof(GatewayDb))]
[Migration("20261121000011_ClustersInFull")]
sealed class ClustersInFull : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        void Add<T>(string table, string column, string type, object? initially = null) =>
            migrationBuilder.AddColumn<T>(column, table, type, schema: GatewayDb.Schema, nullable: initially is null, defaultValue: initially);
        Add<string>("apis", "team_id", "text");
        Add<string>("apis", "release", "text");
        Add<string>("clusters", "definition", "jsonb");
        // With defaults: a node of the version before still writes rows.
        Add<int>("destinations", "weight", "integer", 100);
        Add<bool>("destinations", "drain", "boolean", false);
        Add<string>("destinations", "host", "text");
        Add<string>("destinations", "health", "text");
        Add<string>("nodes", "unhealthy", "jsonb");
        migrationBuilder.CreateIndex("ix_apis_tenant_id_team_id", "apis", ["tenant_id", "team_id"], schema: GatewayDb.Schema);
        migrationBuilder.AddForeignKey(
            "fk_apis_teams_tenant_id_team_id", "apis", ["tenant_id", "team_id"], "teams", schema: GatewayDb.Schema,
            principalSchema: GatewayDb.Schema, principalColumns: ["tenant_id", "id"], onDelete: ReferentialAction.Restrict);
    }
}
