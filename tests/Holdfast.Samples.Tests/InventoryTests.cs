using System.Security.Cryptography;
using System.Text;

namespace Holdfast.Samples.Tests;

public sealed class InventoryTests : SampleTest
{
    [Fact]
    public async Task Inventory_OfAFolder_HasEachFileOnce()
    {
        AddFiles(20);
        string output = await Sample.RunAsync("Inventory", 0, InputPath, StorePath);
        Assert.Contains("\n20 of 20: ", output, StringComparison.Ordinal);
        Assert.Contains("\n20 files, 190 bytes, ", output, StringComparison.Ordinal);
        using Store store = Store.Open(StorePath);
        State state = store.GetState("inventory");
        for (int index = 0; index < 20; index++)
        {
            string digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(new string('x', index))));
            Assert.Equal(digest, state.Get<string>($"/files/f{index}/sha256"));
        }
    }

    [Fact]
    public async Task Inventory_WhoseWorkerDied_GoesOnWhereItWas()
    {
        AddFiles(3);
        using (Store store = Store.Open(StorePath))
        {
            State state = store.GetState("inventory");
            state["/files/f0"] = Value.Parse("""{"bytes":99,"sha256":"","worker":"9"}""");
            state["/claims/9"] = "f1";
        }

        string output = await Sample.RunAsync("Inventory", 0, InputPath, StorePath);
        Assert.Contains("\n2 of 2: ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("f0 is done", output, StringComparison.Ordinal);
        Assert.Contains("\n3 files, 102 bytes, ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inventory_WithoutAFolder_SaysHowToUseIt() =>
        Assert.Equal("", await Sample.RunAsync("Inventory", 2, "/no/such/folder"));

    private void AddFiles(int count)
    {
        Directory.CreateDirectory(InputPath);
        for (int index = 0; index < count; index++)
            File.WriteAllText(Path.Combine(InputPath, $"f{index}"), new string('x', index));
    }
}
