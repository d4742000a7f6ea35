"""The benchmark's other side: the usual PyTorch loop, on data that is one tensor in memory.

usage: vae_step.py IMAGES THREADS; then, for each line "HIDDEN LATENT BATCH EPOCHS" on the standard input, prints rows per second.
"""
import re
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

PIXELS = 784


class Vae(nn.Module):
    def __init__(self, hidden, latent):
        super().__init__()
        self.encoder = nn.Linear(PIXELS, hidden)
        self.mean = nn.Linear(hidden, latent)
        self.log_variance = nn.Linear(hidden, latent)
        self.decoder = nn.Linear(latent, hidden)
        self.logits = nn.Linear(hidden, PIXELS)

    def forward(self, x):
        h = F.relu(self.encoder(x))
        mean, log_variance = self.mean(h), self.log_variance(h)
        z = mean + torch.randn_like(mean) * torch.exp(0.5 * log_variance)
        return self.logits(F.relu(self.decoder(z))), mean, log_variance


def loss_of(x, logits, mean, log_variance):
    reconstruction = F.binary_cross_entropy_with_logits(logits, x, reduction="sum")
    kl = -0.5 * torch.sum(1 + log_variance - mean.pow(2) - log_variance.exp())
    return reconstruction + kl


def rows_per_second(images, hidden, latent, batch, epochs):
    torch.manual_seed(1)
    model = Vae(hidden, latent)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)
    start = time.perf_counter()
    for _ in range(epochs):
        total = 0.0
        for rows in torch.randperm(len(images)).split(batch):
            x = images.index_select(0, rows)
            optimizer.zero_grad(set_to_none=True)
            loss = loss_of(x, *model(x))
            loss.backward()
            optimizer.step()
            total += loss.item()
    return len(images) * epochs / (time.perf_counter() - start)


def describe():
    with open("/proc/self/maps") as maps:
        blas = re.search(r"/\S*(?:openblas\w*-r|mkl)\S*", maps.read())
    return f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads, {blas[0] if blas else 'another BLAS'}"


def main():
    torch.set_num_threads(int(sys.argv[2]))
    with open(sys.argv[1], "rb") as file:
        pixels = torch.frombuffer(bytearray(file.read()), dtype=torch.uint8)
    images = pixels.view(-1, PIXELS).float() / 255
    torch.mm(images[:1], images[:1].t())  # loads the BLAS
    print(describe(), flush=True)
    for line in sys.stdin:
        print(rows_per_second(images, *map(int, line.split())), flush=True)


if __name__ == "__main__":
    main()
