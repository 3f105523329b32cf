#nullable enable

using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Gateway.Admin.Store.Migrations;

/// <summary>Certificates for https on the edge, options that are set while the nodes run, and what a node says of its health.</summary>
[DbContext(typeof(GatewayDb))]
[Migration("20261121000031_CertificatesAndSettings")]
sealed class CertificatesAndSettings : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            create table gateway.certificates (
              tenant_id text not null,
              id text not null,
              chain text,
              sealed_key bytea,
              certificate_file text,
              key_file text,
              is_default boolean not null,
              names text[] not null,
              zones text[] not null,
              subject text not null,
              issuer text not null,
              fingerprint text not null,
              not_before timestamptz not null,
              not_after timestamptz not null,
              revision bigint not null,
              constraint pk_certificates primary key (tenant_id, id),
              constraint fk_certificates_tenants_tenant_id foreign key (tenant_id) references gateway.tenants (tenant_id) on delete restrict
            );
            create table gateway.settings (
              key text not null constraint pk_settings primary key,
              value json not null,
              actor text not null,
              time timestamptz not null
            );
            alter table gateway.nodes add column health jsonb;
            """);
        RowSecurity.OfTenant(migrationBuilder, "certificates");
        RowSecurity.OfPlatform(migrationBuilder, "settings");
    }
}
