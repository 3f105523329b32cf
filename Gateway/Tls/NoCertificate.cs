using Gateway.Analytics.Classify;

namespace Gateway.Tls;

/// <summary>Lies on a connection by https for whose name there is no certificate; nothing is proxied over it.</summary>
/// <param name="Name">As the client asked; empty when it named none.</param>
sealed record NoCertificate(string Name)
{
    /// <summary>For whoever sent a request all the same.</summary>
    public string Detail => Name.Length == 0
        ? "The client named no host (SNI), and the gateway has no default certificate."
        : $"The gateway has no certificate for {Shown(Name)}. Add one under Certificates in the admin area.";

    /// <summary>What a client sent, as it may be repeated.</summary>
    public static string Shown(string name) => name.Length == 0 ? "no host" : StorableText.Clean(new string([.. name.Where(c => !char.IsControl(c))]), 253);
}
