namespace Gateway.Admin.Store;

/// <summary>Completes once the store has answered, its schema is of this version, and the node's secret is the one it was made with. Loops that need it wait for it.</summary>
sealed class StoreReady
{
    readonly TaskCompletionSource source = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Task => source.Task;

    public bool IsReady => source.Task.IsCompletedSuccessfully;

    public void Set() => source.TrySetResult();
}
