using Microsoft.EntityFrameworkCore.Design;
using Npgsql;

namespace Gateway.Admin.Store;

/// <summary>For <c>dotnet ef migrations add</c> alone: it needs the model, never a server.</summary>
sealed class GatewayDbFactory : IDesignTimeDbContextFactory<GatewayDb>
{
    public GatewayDb CreateDbContext(string[] args) =>
        new(GatewayStore.OptionsFor(NpgsqlDataSource.Create("Host=none")));
}
