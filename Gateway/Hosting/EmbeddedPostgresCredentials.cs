using System.Security.Cryptography;
using System.Text.Json;

namespace Gateway.Hosting;

/// <summary>
/// The passwords of the embedded database's two logins. Written before the cluster is made, so that there is never a cluster
/// whose password nobody knows.
/// </summary>
/// <param name="Administrator">Password of the superuser <c>postgres</c>, used only to set up.</param>
/// <param name="Gateway">Password of the login the product works with.</param>
sealed record EmbeddedPostgresCredentials(string Administrator, string Gateway)
{
    /// <summary>Reads the file, or makes it (mode 0600) where there is no cluster yet.</summary>
    /// <exception cref="StartRefusedException">It is damaged, or missing beside a cluster.</exception>
    public static EmbeddedPostgresCredentials Load(string file, bool clusterExists)
    {
        if (File.Exists(file))
        {
            try
            {
                if (JsonSerializer.Deserialize<EmbeddedPostgresCredentials>(File.ReadAllText(file)) is { Administrator.Length: > 0, Gateway.Length: > 0 } kept)
                    return kept;
            }
            catch (JsonException)
            {
                // Said below, for an empty document too.
            }

            throw new StartRefusedException($"{file} does not hold the passwords of the embedded database. Restore it from a backup.");
        }

        if (clusterExists)
            throw new StartRefusedException($"{file} is missing: the embedded database beside it cannot be opened without its passwords. Restore the file from a backup.");

        var made = new EmbeddedPostgresCredentials(RandomPassword(), RandomPassword());
        SafeFile.Write(file, JsonSerializer.Serialize(made) + "\n");
        return made;
    }

    // Hex: nothing in it needs quoting, in SQL or in a connection string.
    static string RandomPassword() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
}
