namespace Holdfast.Processes.Tests.Coordination;

/// <summary>Where a store of a test is: in memory or in a folder, which is removed at the end.</summary>
public sealed class Home : IDisposable
{
    private readonly DirectoryInfo? _folder;

    private Home(string address, DirectoryInfo? folder, StoreOptions? options)
    {
        (_folder, Store) = (folder, Store.Open(address, options));
        State = Store.GetState("shop");
    }

    public Store Store { get; }

    public State State { get; }

    public string Folder => _folder!.FullName;

    public static Home InMemory(StoreOptions? options = null) => new("memory:", null, options);

    public static Home InFolder(StoreOptions? options = null)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("holdfast-coordination-");
        return new Home(folder.FullName, folder, options);
    }

    public void Dispose()
    {
        Store.Dispose();
        _folder?.Delete(recursive: true);
    }
}
