namespace Gateway.Analytics.Rollups;

/// <summary>Builds whatever has closed. Every node asks for it; one at a time does the work. It may end in the middle of a bucket: the next round begins where this one did.</summary>
public sealed class FoldRounds(Folder folder, FoldStatusReader status, FoldWatch watch)
{
    /// <summary>Rounds until nothing closed is left.</summary>
    public async Task RunAsync(CancellationToken token)
    {
        bool more;
        do
        {
            more = (await folder.RoundAsync(token)).More;
            watch.Set(await status.ReadAsync(token));
        }
        while (more);
    }
}
