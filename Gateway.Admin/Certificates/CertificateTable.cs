namespace Gateway.Admin.Certificates;

/// <summary>
/// Which certificate answers for a name: one that is valid before one that is not, the exact name before the wildcard, the later
/// end before the earlier, then by id; where none has the name, the default.
/// </summary>
sealed class CertificateTable
{
    readonly Dictionary<string, HeldCertificate[]> byName;
    readonly HeldCertificate[] defaults;

    public CertificateTable(IReadOnlyList<HeldCertificate> all)
    {
        All = all;
        var usable = all.Where(held => held.Context is not null)
            .OrderByDescending(held => held.Material!.NotAfter)
            .ThenBy(held => held.Published.Tenant, StringComparer.Ordinal)
            .ThenBy(held => held.Published.Id, StringComparer.Ordinal)
            .ToList();
        byName = (from held in usable from name in held.Material!.Names group held by name)
            .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.OrdinalIgnoreCase);
        defaults = [.. usable.Where(held => held.Published.IsDefault)];
    }

    /// <summary>All of the node, also those that cannot be used.</summary>
    public IReadOnlyList<HeldCertificate> All { get; }

    public HeldCertificate? Find(string tenant, string id) => All.FirstOrDefault(held => held.Published.Tenant == tenant && held.Published.Id == id);

    /// <param name="host">As the client asks for it; empty when it names none.</param>
    /// <param name="now">Decides between those that are valid and those that are not.</param>
    /// <param name="except">One that is looked past, to say what would be without it.</param>
    public HeldCertificate? For(string host, DateTimeOffset now, HeldCertificate? except = null)
    {
        var exact = byName.GetValueOrDefault(host);
        var wide = CertificateNames.Zone(host) is { Length: > 0 } zone ? byName.GetValueOrDefault(CertificateNames.Wildcard + zone) : null;
        return First(exact, now) ?? First(wide, now) ?? First(exact, null) ?? First(wide, null) ?? First(defaults, now) ?? First(defaults, null);

        HeldCertificate? First(HeldCertificate[]? among, DateTimeOffset? validAt) =>
            among is null ? null : Array.Find(among, held => held != except && (validAt is not { } at || held.IsValidAt(at)));
    }
}
