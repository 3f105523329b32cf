using System.Text.Json.Serialization;

namespace Gateway.Admin.Contract;

/// <summary>Who may see a tenant.</summary>
sealed record PeopleAnswer(IReadOnlyList<PersonAnswer> Items) : IOfTenant
{
    [JsonIgnore]
    public string? Tenant { get; init; }
}

/// <summary>A person as a tenant sees it.</summary>
/// <param name="Id">Unique in the person's own tenant.</param>
/// <param name="Name">What people call it.</param>
/// <param name="SignIn">What it types at sign-in.</param>
/// <param name="Home">Whether it belongs to this tenant; else to the platform, and is not managed here.</param>
/// <param name="Roles">Those in this tenant alone.</param>
sealed record PersonAnswer(string Id, string Name, string SignIn, bool Home, IReadOnlyList<RoleGrant> Roles);

/// <summary>The browsers that a person is signed in with.</summary>
sealed record SessionsAnswer(IReadOnlyList<SessionAnswer> Items) : IOfTenant
{
    [JsonIgnore]
    public string? Tenant { get; init; }
}

/// <summary>One browser that is signed in.</summary>
/// <param name="Id">To end it.</param>
/// <param name="Current">Whether it is the one that asks.</param>
/// <param name="CreatedAt">When it signed in.</param>
/// <param name="SeenAt">About when it was used last.</param>
/// <param name="ExpiresAt">When it has to sign in again.</param>
/// <param name="Address">From where it signed in.</param>
/// <param name="Client">Browser and system.</param>
sealed record SessionAnswer(
    Guid Id, bool Current, DateTimeOffset CreatedAt, DateTimeOffset SeenAt, DateTimeOffset ExpiresAt, string? Address, string? Client);
