"""Recipe of the picture labellers: one small convolutional network, by data set (cifar10, mnist)."""
