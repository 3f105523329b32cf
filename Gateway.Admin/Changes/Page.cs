using System.Text;

namespace Gateway.Admin.Changes;

/// <summary>One page of a list.</summary>
/// <param name="Items">In the order of tenant and id.</param>
/// <param name="Next">Cursor of the page after; null on the last.</param>
sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Where a page ended. Opaque to callers.</summary>
sealed record Cursor(string Tenant, string Id)
{
    public override string ToString() => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Tenant}\n{Id}"));

    /// <summary>Null for none and for what is not a cursor of ours: then the list starts anew.</summary>
    public static Cursor? Parse(string? text)
    {
        if (text is null)
            return null;
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) && Encoding.UTF8.GetString(bytes, 0, length).Split('\n') is [var tenant, var id]
            ? new Cursor(tenant, id)
            : null;
    }
}
