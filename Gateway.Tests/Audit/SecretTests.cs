using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Gateway.Admin.Contract;
using Gateway.Tests.Support;
using Npgsql;
using NUnit.Framework;

namespace Gateway.Tests.Audit;

/// <summary>No secret, and nothing that one could be guessed from, stands in the audit or in a version.</summary>
public sealed partial class SecretTests
{
    // Every field of a document that looks as if it held a secret. The test below makes or sends each; a new one takes its place in both.
    static readonly string[] Secret = ["CertificateDocument.Key", "CertificateDocument.Password", "KeyDocument.Hash", "KeyDocument.Key", "TokenDocument.Token", "UserDocument.Invitation"];

    // And those that only look so: whether a key is asked for or passed on, until when an invitation works, the list of key documents, the
    // name of a cookie, whether the account of the process is used at a proxy, the path of a file, the settings of a channel
    // without those that are secret, and the names of these.
    static readonly string[] Open = ["AccessDocument.ApiKey", "AccessDocument.PassKey", "JwtDocument.PassToken", "UserDocument.InvitationExpiresAt", "ConfigDocument.Keys", "SessionAffinityDocument.KeyName", "WebProxyDocument.UseDefaultCredentials", "CertificateFilesDocument.PrivateKey",
        "ChannelDocument.Settings", "ChannelDocument.Secrets"];

    [Test]
    public void Every_field_that_looks_like_a_secret_is_known_to_this_test()
    {
        var fields = typeof(IDocument).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(IDocument).Namespace && type.Name.EndsWith("Document", StringComparison.Ordinal))
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            .Where(property => SecretName().IsMatch(property.Name))
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}");
        Assert.That(fields, Is.EquivalentTo(Secret.Concat(Open)));
    }

    [Test]
    public async Task None_of_them_reaches_the_audit_or_a_version()
    {
        await using var stand = await TestStand.StartAsync();
        var root = ApiCaller.Root(stand.Gateway);
        var hash = Convert.ToHexString(SHA256.HashData("a key of somewhere else"u8));
        var imported = Convert.ToHexString(SHA256.HashData("another"u8));
        var secrets = new List<string> { hash, imported, TestGateway.Token };

        await root.PostAsync("keys", new { id = "hashed", tenant = "acme", name = "Hashed", hash });
        await stand.Gateway.ApplyAsync(new { keys = new[] { new { id = "imported", tenant = "acme", name = "Imported", hash = imported } } });
        secrets.Add(await stand.Gateway.KeyAsync(new { id = "made", tenant = "acme", name = "Made" }));
        secrets.Add((await root.PostAsync("keys/made/rotate", new { graceSeconds = 60 }, 200))["key"]!.GetValue<string>());
        secrets.Add((await root.PostAsync("tokens", new { id = "made", name = "Made", roles = new[] { new { role = "platformObserver" } } }))["token"]!.GetValue<string>());
        secrets.Add((await root.For("acme").PostAsync("users", new { id = "ann", name = "Ann", signIn = "ann", roles = new[] { new { role = "tenantAdmin", tenant = "acme" } } }))["invitation"]!.GetValue<string>());
        secrets.Add((await root.For("acme").PostAsync("users/ann/invite", new { }, 200))["invitation"]!.GetValue<string>());
        var ann = await ApiCaller.OfUserAsync(stand.Gateway, "acme", "ann");
        secrets.Add((await ann.PostAsync("me/tokens", new { id = "own", name = "Own" }))["token"]!.GetValue<string>());
        var certificate = TestCertificate.For("audited.example");
        await root.PostAsync("certificates", new { id = "made", tenant = "acme", pem = certificate.Pem, key = certificate.EncryptedKey("a password of the key"), password = "a password of the key" });
        secrets.AddRange(["a password of the key", .. certificate.KeyMarks]);
        object Hook(string secret) => new { id = "hook", tenant = "acme", name = "Hook", type = "webhook", settings = new { url = "http://203.0.113.9/hook", secret } };
        await root.PostAsync("channels", Hook("a secret of the hook"));
        await root.JsonAsync("PUT", "channels/hook", Hook("another of the hook"), 200);
        secrets.AddRange(["a secret of the hook", "another of the hook"]);
        // What was answered and is sent back with a change.
        await root.JsonAsync("PUT", "users/ann", new { id = "ann", tenant = "acme", name = "Anna", signIn = "ann", invitation = secrets[6], roles = Array.Empty<object>() }, 200);
        await root.JsonAsync("PUT", "tokens/made", new { id = "made", name = "Renamed", token = secrets[5], roles = new[] { new { role = "platformObserver" } } }, 200);
        // And their hashes.
        secrets.AddRange(secrets.ToList().Select(secret => Convert.ToHexString(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(secret)))));

        var documents = await DocumentsAsync(stand.Database);
        Assert.That(documents, Has.Count.GreaterThan(10));
        foreach (var secret in secrets)
            Assert.That(documents.Where(document => document.Contains(secret, StringComparison.OrdinalIgnoreCase)), Is.Empty);
        var open = Open.Select(field => JsonNamingPolicy.CamelCase.ConvertName(field.Split('.')[1]));
        Assert.That(documents.SelectMany(document => Names(JsonNode.Parse(document))).Where(name => SecretName().IsMatch(name)).Distinct(), Is.SubsetOf(open));
    }

    static async Task<List<string>> DocumentsAsync(TestDatabase database)
    {
        await using var connection = new NpgsqlConnection(database.AdministratorConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            select before::text from gateway.audit where before is not null
            union all
            select after::text from gateway.audit where after is not null
            union all
            select before::text from gateway.config_changes where before is not null
            union all
            select after::text from gateway.config_changes where after is not null
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync();
        var documents = new List<string>();
        while (await reader.ReadAsync())
            documents.Add(reader.GetString(0));
        return documents;
    }

    static IEnumerable<string> Names(JsonNode? node) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Names(field.Value).Prepend(field.Key)),
        JsonArray items => items.SelectMany(Names),
        _ => [],
    };

    [GeneratedRegex("hash|password|token|secret|credential|invitation|settings|key", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();
}
