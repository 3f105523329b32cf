using System.Xml.Linq;
using Gateway.Admin.Store;
using Gateway.Analytics.Storage;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace Gateway.Hosting;

/// <summary>
/// The framework's data-protection ring in the store, so that every node reads what any node has written. The framework asks
/// without waiting, so this does; rarely, since it keeps the ring for a day.
/// </summary>
sealed class ProtectionRing(GatewayStore store, StoreReady database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var connection = Open(out var transaction);
        using var command = new NpgsqlCommand("""
            /* gateway:protection/read */
            select xml
            from gateway.protection_keys
            order by id
            """, connection, transaction);
        using var reader = command.ExecuteReader();
        var elements = new List<XElement>();
        while (reader.Read())
            elements.Add(XElement.Parse(reader.GetString(0)));
        return elements;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var connection = Open(out var transaction);
        using var command = new NpgsqlCommand("""
            /* gateway:protection/write */
            insert into gateway.protection_keys (id, xml)
            values ($1, $2)
            """, connection, transaction)
        {
            Parameters = { new() { Value = friendlyName }, new() { Value = element.ToString(SaveOptions.DisableFormatting) } },
        };
        command.ExecuteNonQuery();
        transaction.Commit();
    }

    NpgsqlConnection Open(out NpgsqlTransaction transaction)
    {
        // Asked while the host starts, which must not wait for a database that is away.
        if (!database.IsReady)
            throw new InvalidOperationException("The data-protection ring is in the database, which has not answered yet.");
        var connection = store.Source.OpenConnection();
        try
        {
            transaction = connection.BeginTransaction();
            using var role = new NpgsqlCommand($"/* gateway:protection/role */ set local role {DatabaseRoles.Control}", connection, transaction);
            role.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
