namespace Gateway.Admin.ConfigFiles;

/// <summary>A document that a rollback or a prune leaves as it is, though it was meant.</summary>
sealed record LeftDocument(string Collection, string Tenant, string Id, string Why);
