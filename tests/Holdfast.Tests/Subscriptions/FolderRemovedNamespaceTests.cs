using Holdfast.Tests.Logs.File;

namespace Holdfast.Tests.Subscriptions;

public sealed class FolderRemovedNamespaceTests : RemovedNamespaceTests
{
    private readonly TestFolder _folder;

    public FolderRemovedNamespaceTests()
        : this(new TestFolder())
    {
    }

    private FolderRemovedNamespaceTests(TestFolder folder)
        : base(folder.Store) => _folder = folder;

    protected override void CleanUp() => _folder.Dispose();
}
