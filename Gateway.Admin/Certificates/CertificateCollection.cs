using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Gateway.Admin.Changes;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Admin.Certificates;

/// <summary>
/// Certificates for https on the edge. Outside configuration versions and the one document: a way back must not bring a
/// certificate back that was replaced for a reason, and a file of configuration holds no keys.
/// </summary>
sealed class CertificateCollection(HeldCertificates held, CertificateSeal seal, TimeProvider time) : Collection<CertificateDocument, Certificate>
{
    // Opening a key takes its time, and a document is asked for what it brings more than once.
    readonly ConditionalWeakTable<CertificateDocument, Brought> read = [];

    public override string Name => "certificates";

    public override bool IsVersioned => false;

    public override CertificateDocument ToDocument(Certificate row)
    {
        var now = time.GetUtcNow();
        var table = held.Current;
        var here = table.Find(row.TenantId, row.Id);
        // What a node just read from a file is newer than what was there when the file was named.
        var said = row.CertificateFile is null ? null : here?.Material;
        var (notBefore, notAfter) = (said?.NotBefore ?? row.NotBefore, said?.NotAfter ?? row.NotAfter);
        return new CertificateDocument
        {
            Id = row.Id,
            Tenant = row.TenantId,
            Files = row.CertificateFile is { } file ? new CertificateFilesDocument { Certificate = file, PrivateKey = row.KeyFile } : null,
            Default = row.IsDefault,
            Names = said?.Names ?? row.Names,
            Fingerprint = said?.Fingerprint ?? row.Fingerprint,
            ChainFingerprint = row.Chain is { } chain ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(chain))) : null,
            NotBefore = notBefore,
            NotAfter = notAfter,
            Subject = said?.Subject ?? row.Subject,
            Issuer = said?.Issuer ?? row.Issuer,
            State = HeldCertificate.State(here?.Trouble, notBefore, notAfter, now),
            Trouble = here?.Trouble,
            AnswersFor = here is null ? [] : [.. (here.Material?.Names ?? []).Where(name => table.For(name, now) == here)],
        };
    }

    public override Certificate Create(CertificateDocument document, string tenant, Change change) => new() { TenantId = tenant, Id = document.Id };

    public override void Apply(CertificateDocument document, Certificate row)
    {
        row.IsDefault = document.Default;
        if (read.GetValue(document, Brought.By).Material is not { } material)
            return;
        row.CertificateFile = document.Files?.Certificate;
        row.KeyFile = document.Files?.PrivateKey;
        row.Chain = document.Files is null ? material.Chain : null;
        row.SealedKey = document.Files is null ? seal.Seal(row.TenantId, row.Id, material.Key) : null;
        row.Names = [.. material.Names];
        row.Zones = [.. material.Names.Select(CertificateNames.Zone).Distinct()];
        row.Subject = material.Subject;
        row.Issuer = material.Issuer;
        row.Fingerprint = material.Fingerprint;
        row.NotBefore = material.NotBefore;
        row.NotAfter = material.NotAfter;
    }

    public override async Task CheckAsync(CertificateDocument document, string tenant, Change change, string path, CancellationToken token)
    {
        string At(string field) => FieldErrors.Join(path, field);
        await Ids.CheckReferenceAsync<Tenant>(tenant, tenant, change, At("tenant"), token);
        if (!change.Caller.IsPlatformAdmin && document.Files is not null)
            change.Errors.Add(At("files"), "must be null: files of the server are for platform admins; upload the certificate");
        if (!change.Caller.IsPlatformAdmin && document.Default)
            change.Errors.Add(At("default"), "must be false: what answers for unknown names is for platform admins");
        var brought = read.GetValue(document, Brought.By);
        if (brought.Refusal is { } refusal)
            change.Errors.Add(At(refusal.Field), refusal.Message);
        else if (brought.Material is { } material)
            CheckMaterial(document, material, change, At);
        var row = change.Db.Certificates.Local.Single(local => local.TenantId == tenant && local.Id == document.Id);
        if (brought is { Material: null, Refusal: null } && (row.SealedKey is null || document.Files is not null))
            change.Errors.Add(At("pem"), "is required: upload the certificate with its key as pem or pfx, or name files");
        if (!change.Errors.Any)
            await CheckNamesAsync(document, row, change, At, token);
    }

    public override Expression<Func<Certificate, bool>> Matches(string word) =>
        row => row.Id.ToLower().Contains(word) || row.Names.Any(name => name.Contains(word)) || row.Issuer.ToLower().Contains(word);

    void CheckMaterial(CertificateDocument document, CertificateMaterial material, Change change, Func<string, string> at)
    {
        var field = document.Files is not null ? "files.certificate" : document.Pfx is not null ? "pfx" : "pem";
        if (material.NotAfter <= time.GetUtcNow())
            change.Errors.Add(at(field), $"ended on {material.NotAfter:yyyy-MM-dd}; upload one that is still valid");
        if (material.Names.Count == 0 && !document.Default)
            change.Errors.Add(at(field), "names no host (subjectAltName); without a name it can only be the default");
    }

    /// <summary>
    /// A host belongs to the tenant whose certificate named it first: else a certificate that anybody can make for
    /// api.example.com would take the clients of whoever serves *.example.com. Platform admins decide otherwise.
    /// </summary>
    static async Task CheckNamesAsync(CertificateDocument document, Certificate row, Change change, Func<string, string> at, CancellationToken token)
    {
        if (change.Caller.IsPlatformAdmin)
            return;
        List<string> taken = [];
        await change.AcrossTenantsAsync(async () =>
        {
            var others = await change.Db.Certificates.AsNoTracking()
                .Where(other => other.TenantId != row.TenantId && other.Zones.Any(zone => row.Zones.Contains(zone)))
                .Select(other => other.Names)
                .ToListAsync(token);
            taken = [.. row.Names.Where(name => others.Exists(names => names.Any(other => CertificateNames.Overlap(name, other))))];
        }, token);
        if (taken.Count > 0)
            change.Errors.Add(at(document.Pfx is not null ? "pfx" : "pem"), $"names hosts that another tenant has a certificate for: {string.Join(", ", taken.Take(10))}. A platform admin can add it.");
    }

    /// <summary>What a document brings, or why it is not taken.</summary>
    sealed record Brought(CertificateMaterial? Material, CertificateRefusedException? Refusal)
    {
        public static Brought By(CertificateDocument document)
        {
            try
            {
                return new Brought(CertificateReader.Read(document), null);
            }
            catch (CertificateRefusedException refusal)
            {
                return new Brought(null, refusal);
            }
        }
    }
}
