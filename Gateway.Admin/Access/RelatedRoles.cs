namespace Gateway.Admin.Access;

/// <summary>Place for what <see cref="Relations.RelationGrants"/> knows of a credential's person.</summary>
sealed class RelatedRoles
{
    volatile object? known;

    public object? Known
    {
        get => known;
        set => known = value;
    }
}
