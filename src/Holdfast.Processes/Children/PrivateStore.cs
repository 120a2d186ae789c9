namespace Holdfast.Processes.Children;

/// <summary>A store's folder for one context, removed with it.</summary>
internal sealed class PrivateStore
{
    private const string Prefix = "holdfast-processes-";

    private PrivateStore(string folder) => Folder = folder;

    public string Folder { get; }

    public static PrivateStore Make() => new(Directory.CreateTempSubdirectory(Prefix).FullName);

    public void Remove() => Directory.Delete(Folder, recursive: true);
}
