namespace Gateway.Analytics.Storage;

/// <summary>Sends rows that were encoded into a buffer.</summary>
static class CopiedRows
{
    /// <param name="session">Its transaction is gone when this throws.</param>
    /// <param name="sql">The COPY statement.</param>
    /// <param name="copy">Ended.</param>
    /// <param name="token">Cancels.</param>
    public static async Task SendAsync(DatabaseSession session, string sql, CopyBuffer copy, CancellationToken token)
    {
        await using var stream = await session.Connection.BeginRawBinaryCopyAsync(sql, token);
        try
        {
            await stream.WriteAsync(copy.Written, token);
        }
        catch
        {
            // Disposing would end the COPY as if it were whole.
            await stream.CancelAsync();
            throw;
        }
    }
}
